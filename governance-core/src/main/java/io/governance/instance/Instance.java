package io.governance.instance;

import io.governance.judge.Examiner;
import io.governance.measure.Operations;
import io.governance.measure.Time;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * This instance as kernel and JVM see it, read every five seconds off the application's threads.
 *
 * <p>Until it is started it has levels but no rates: a clock that a test moves says nothing about the time in which
 * real processors worked. Thread-safe.
 */
public final class Instance implements AutoCloseable {
    private final Operations operations;
    private final Time time;
    private final PauseLog pauses;
    private final StallLog stalls;
    private final Supplier<Counters> machine;
    private final CollectionListener collections;
    private final StallThread stallThread;
    private final CostHistory costs = new CostHistory();
    private final Deque<Counters> readings = new ArrayDeque<>();
    private volatile boolean isStarted;
    private volatile InstanceSnapshot snapshot;
    private volatile Attribution attribution;

    private Instance(
            Operations operations, PauseLog pauses, LiveSet live, StallLog stalls, Supplier<Counters> machine) {
        this.operations = operations;
        this.time = operations.time();
        this.pauses = pauses;
        this.stalls = stalls;
        this.machine = machine;
        this.collections = new CollectionListener(time, pauses, live);
        this.stallThread = new StallThread(time, stalls);
        Counters first = machine.get();
        readings.add(first);
        costs.collect(operations, first.atNanos());
        this.snapshot = snapshotOf(readings);
        this.attribution = Attribution.of(operations, costs, snapshot);
    }

    /** Returns the instance that these operations run in; not started yet. */
    public static Instance of(Operations operations) {
        PauseLog pauses = new PauseLog();
        LiveSet live = new LiveSet();
        Machine machine = new Machine(Path.of("/"), operations.time(), pauses, live);
        return new Instance(operations, pauses, live, new StallLog(), machine);
    }

    /** For tests: counters come from where they say, and rates follow at once. */
    static Instance of(Operations operations, PauseLog pauses, StallLog stalls, Supplier<Counters> machine) {
        Instance instance = new Instance(operations, pauses, new LiveSet(), stalls, machine);
        instance.isStarted = true;
        return instance;
    }

    /** Listens to the collectors, watches for stalls, and computes rates from now on. */
    public void start() {
        collections.listen();
        stallThread.start();
        isStarted = true;
    }

    /** Takes the next snapshot; called every five seconds, after the operations were collected. */
    public synchronized void collect() {
        Counters now = machine.get();
        if (!isStarted) {
            readings.clear();
        }
        readings.addLast(now);
        FiveMinutes.trim(readings, Counters::atNanos);
        costs.collect(operations, now.atNanos());
        InstanceSnapshot taken = snapshotOf(readings);
        snapshot = taken;
        attribution = Attribution.of(operations, costs, taken);
    }

    private InstanceSnapshot snapshotOf(Deque<Counters> window) {
        Counters first = window.getFirst();
        return InstanceSnapshot.between(
                time.now(), first, window.getLast(), explained(stalls.since(first.atNanos()), List.copyOf(window)));
    }

    private List<Stall> explained(List<StallLog.Late> late, List<Counters> window) {
        List<Pause> longPauses = pauses.longPauses();
        return late.stream()
                .map(one -> {
                    Counters before = window.get(0);
                    Counters after = window.get(window.size() - 1);
                    for (Counters reading : window) {
                        before = reading.atNanos() - one.dueNanos() <= 0 ? reading : before;
                    }
                    for (int i = window.size() - 1; i >= 0 && window.get(i).atNanos() - one.wokeNanos() >= 0; i--) {
                        after = window.get(i);
                    }
                    return StallExplanation.of(
                            time.now().minusNanos(time.nanos() - one.wokeNanos()), one, longPauses, before, after);
                })
                .toList();
    }

    /** Returns the last snapshot. */
    public InstanceSnapshot snapshot() {
        return snapshot;
    }

    /** Returns which operations CPU time and allocation went to, as of the last snapshot. */
    public Attribution attribution() {
        return attribution;
    }

    /** Returns what judges the last snapshot. */
    public Examiner examiner() {
        return new InstanceExaminer(this::snapshot);
    }

    /** Shows the last snapshot as gauges {@code governance.instance.*}. */
    public void showIn(MeterRegistry registry) {
        InstanceMeters.bind(registry, this);
    }

    /** Stops watching. */
    @Override
    public void close() {
        collections.close();
        stallThread.close();
    }
}
