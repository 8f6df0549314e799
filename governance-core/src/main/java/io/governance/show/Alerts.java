package io.governance.show;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.judge.Reading;
import io.governance.measure.Time;
import io.governance.remember.Ledger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns findings into alerts with a life of their own: certain before they fire, told once, due in time, then resolved.
 *
 * <p>An alert fires after two of the last three examinations, and is resolved or lowered only after three in a row whose
 * values were all well within the line (or as {@link Policy#hysteresis()} says). An examination that could not say (an
 * examiner failed, or there was too little data) is neither good nor bad. A warning has a deadline 24 hours after it first was one, which firing again does not move; then it is overdue. Every
 * change is appended to the ledger's stream {@code alert/KEY}; of several nodes the one whose append succeeds tells
 * people. When the store does not answer, people are told all the same.
 *
 * <p>At most 1,000 alerts are followed at a time. {@link #update} is for one thread; the rest is thread-safe.
 */
public final class Alerts {
    static final int ALERTS = 1_000;

    private final Policy.Hysteresis hysteresis;
    private final Ledger ledger;
    private final Time time;
    private final Executor rememberer;
    private final Notifier notifier;
    private final LongAdder failures = new LongAdder();
    private final LongAdder overflow = new LongAdder();
    private final Map<String, AlertWatch> watches = new HashMap<>();
    private volatile List<Alert> open = List.of();

    /**
     * Makes alerts that none have fired yet.
     *
     * @param rememberer runs what talks to the ledger, on a thread that may wait
     */
    public Alerts(Ledger ledger, Time time, AlertSink sink, Executor rememberer) {
        this(Policy.protocol().hysteresis(), ledger, time, sink, rememberer);
    }

    /**
     * Makes alerts that are as sure as these numbers say.
     *
     * @param rememberer runs what talks to the ledger, on a thread that may wait
     */
    public Alerts(Policy.Hysteresis hysteresis, Ledger ledger, Time time, AlertSink sink, Executor rememberer) {
        this.hysteresis = hysteresis;
        this.ledger = ledger;
        this.time = time;
        this.rememberer = rememberer;
        this.notifier = new Notifier(sink, failures);
    }

    /** Takes the latest examination into account. */
    public void update(Examination latest) {
        Map<String, Finding> found = latest.findings().stream()
                .filter(finding -> finding.level().isAtLeast(Level.INFO))
                .collect(Collectors.toMap(
                        Finding::key,
                        Function.identity(),
                        (one, other) -> one.level().isAtLeast(other.level()) ? one : other));
        found.forEach((key, finding) -> watch(key));
        Set<String> unknown = withoutData(latest);
        Map<String, Level> held = held(latest);
        watches.forEach((key, watch) -> {
            Finding finding = found.get(key);
            boolean isUnknown = finding == null && (!latest.failures().isEmpty() || watch.isAbout(unknown));
            if (finding != null) {
                watch.see(finding, held.getOrDefault(key, finding.level()));
            } else if (isUnknown) {
                watch.seeUnknown();
            } else {
                watch.seeNothing(held.getOrDefault(key, Level.ACCEPTABLE));
            }
            watch.advance(time.now(), time.nanos());
            watch.remember(rememberer, time.nanos());
        });
        watches.values().removeIf(watch -> watch.isForgettable(time.now()));
        open = watches.values().stream()
                .filter(AlertWatch::isOpen)
                .map(AlertWatch::alert)
                .sorted(Comparator.comparing(Alert::level)
                        .reversed()
                        .thenComparing(Alert::since)
                        .thenComparing(Alert::key))
                .toList();
    }

    private void watch(String key) {
        if (watches.containsKey(key)) {
            return;
        }
        if (watches.size() >= ALERTS && !makeRoom()) {
            overflow.increment();
            return;
        }
        watches.put(key, new AlertWatch(hysteresis, new AlertStream(ledger, key, notifier, failures), failures));
    }

    /** What is resolved can be read from the ledger again. */
    private boolean makeRoom() {
        return watches.values().removeIf(AlertWatch::isIdle);
    }

    /** The level that each value would not yet leave, by the key of its finding. */
    private static Map<String, Level> held(Examination latest) {
        return latest.readings().stream()
                .filter(reading -> reading.held().isAtLeast(Level.INFO))
                .collect(Collectors.toMap(
                        reading -> reading.signal().name() + "/" + reading.subject(), Reading::held, Level::worse));
    }

    private static Set<String> withoutData(Examination latest) {
        Set<String> unknown = new HashSet<>();
        latest.readings().stream()
                .filter(reading -> reading.level() == Level.NO_DATA)
                .forEach(reading -> unknown.add(reading.signal().name() + "/" + reading.subject()));
        return unknown;
    }

    /** Returns the alerts that hold now, the worst first, then the oldest. */
    public List<Alert> open() {
        return open;
    }

    /** Returns how often a sink threw or the ledger could not be written. */
    public long failures() {
        return failures.sum();
    }

    /** Returns how many findings, over all examinations, were turned away because 1,000 alerts were followed. */
    public long overflow() {
        return overflow.sum();
    }
}
