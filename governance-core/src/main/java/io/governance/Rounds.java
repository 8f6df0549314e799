package io.governance;

import io.governance.instance.Instance;
import io.governance.judge.Examination;
import io.governance.judge.Examiners;
import io.governance.judge.Policy;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Time;
import io.governance.measure.Window;
import io.governance.remember.Samples.Sample;
import io.governance.remember.Store;
import io.governance.resolve.Resolutions;
import io.governance.resolve.Sampling;
import io.governance.show.Alerts;
import io.governance.show.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What is done again and again: collect, judge and show, cut into samples, say that this node is alive. */
final class Rounds {
    private static final Duration COLLECT = Duration.ofSeconds(5);
    private static final Duration EVALUATE = Duration.ofSeconds(1);
    private static final Duration TELL_BUILD = Duration.ofMinutes(1);

    private final Policy policy;
    private final ReadingMeters readings;
    private final Time time;
    private final Operations operations;
    private final Examiners examiners;
    private final Store store;
    private final Executor rememberer;
    private final Complaints complaints;
    private final OperationSamples samples;
    private final Map<String, Runnable> meterRefreshes = new ConcurrentHashMap<>();
    /** Held while examiners are asked: they are asked by the heartbeat, and by whoever wants to know at once. */
    private final Object examining = new Object();

    private volatile Examination latest;
    private long alertFailures;

    Rounds(
            Policy policy,
            ReadingMeters readings,
            Operations operations,
            Examiners examiners,
            Store store,
            Executor rememberer,
            Complaints complaints) {
        this.policy = policy;
        this.readings = readings;
        this.time = operations.time();
        this.operations = operations;
        this.examiners = examiners;
        this.store = store;
        this.rememberer = rememberer;
        this.complaints = complaints;
        this.samples = new OperationSamples(operations, store.node(), time.now());
        this.latest = Examination.of(policy, time.now(), List.of(), List.of());
    }

    void start(Heartbeat heartbeat, Instance instance, Health health, Alerts alerts, Duration sampleEvery) {
        heartbeat.every("collecting", COLLECT, () -> {
            operations.collect();
            instance.collect();
            meterRefreshes.values().forEach(Runnable::run);
        });
        heartbeat.every("evaluating", EVALUATE, () -> evaluate(health));
        heartbeat.every("alerting", policy.hysteresis().every(), () -> alert(alerts));
        heartbeat.every("sampling", sampleEvery, this::sample);
        heartbeat.every("being seen", COLLECT, () -> rememberer.execute(health::beSeen));
    }

    void showIn(MeterRegistry meters, Operation operation) {
        meterRefreshes.computeIfAbsent(operation.name(), made -> OperationMeters.bind(operation, meters));
    }

    Examination examine() {
        return examine(policy.window());
    }

    Examination examine(Window window) {
        synchronized (examining) {
            return Examination.of(policy, time.now(), window, operations.all(), examiners.all());
        }
    }

    Examination latest() {
        return latest;
    }

    private void evaluate(Health health) {
        Examination now = examine();
        latest = now;
        now.failures().forEach(failure -> complaints.add("an examiner failed: " + failure));
        health.update(now);
        readings.show(now);
    }

    private void alert(Alerts alerts) {
        alerts.update(latest);
        long failures = alerts.failures();
        if (failures > alertFailures) {
            complaints.add("an alert could not be sent or written, " + failures + " times so far");
            alertFailures = failures;
        }
    }

    /** Cuts what was measured since the last time into samples for the store. */
    void sample() {
        List<Sample> taken = samples.take(time.now());
        if (!taken.isEmpty()) {
            rememberer.execute(() -> store.samples().add(taken));
        }
    }

    /** The same, for somebody who wants to know when the store has them, and those of before. */
    Sampling.Cut cut() {
        Instant now = time.now().truncatedTo(ChronoUnit.MICROS);
        List<Sample> taken = samples.take(now);
        CompletableFuture<Void> written = new CompletableFuture<>();
        rememberer.execute(() -> {
            try {
                store.samples().add(taken);
                written.complete(null);
            } catch (RuntimeException e) {
                written.completeExceptionally(e);
                throw e;
            }
        });
        return new Sampling.Cut(now, written);
    }

    void tell(String build, Resolutions resolutions, Heartbeat heartbeat) {
        Runnable telling = () -> rememberer.execute(() -> resolutions.running(build));
        telling.run();
        heartbeat.every("telling the build", TELL_BUILD, telling);
    }
}
