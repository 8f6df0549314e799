package io.governance.instance;

import io.governance.judge.Area;
import io.governance.judge.DependencyKind;
import io.governance.judge.Level;
import io.governance.measure.Signal;
import java.util.Locale;

/**
 * What is judged of an instance beyond the protocol's memory and CPU, with its lines; {@code NaN}: there is no such line.
 *
 * <p>The protocol has no numbers for these. The lines are ours: the share of the memory limit leaves room for one
 * collection before the kernel kills; a quarter of all periods throttled is what kubernetes-mixin warns at; the others
 * are where callers begin to notice.
 */
public enum InstanceSignal {
    /** Share of the scheduler's periods in which the CPU quota held the process back. */
    CPU_THROTTLING(
            Signal.Unit.RATIO,
            true,
            0.10,
            0.25,
            Double.NaN,
            "periods in which the CPU quota held the process back",
            "raise the quota, or give fewer threads to work that comes in bursts: the mean CPU does not show this"),
    /** Working set of the control group as a share of its limit. */
    MEMORY_LIMIT(
            Signal.Unit.RATIO,
            false,
            Double.NaN,
            0.85,
            0.92,
            "working set of the container against its limit",
            "at the limit the kernel kills the process: lower the heap's maximum or raise the container's limit"),
    /** Share of the time in which the collector had stopped all threads. */
    GC_SHARE(
            Signal.Unit.RATIO,
            true,
            0.05,
            0.10,
            0.25,
            "time in which the collector had stopped all threads",
            "compare the live set with the heap's maximum; look at which operations allocate"),
    /** 99th percentile of the collector's pauses. */
    GC_PAUSE(
            Signal.Unit.NANOSECONDS,
            true,
            500e6,
            1e9,
            Double.NaN,
            "99th percentile of the collector's pauses",
            "a larger heap, a smaller live set, or a collector that works beside the application"),
    /** Share of the time in which all threads were stopped, for whatever reason. */
    SAFEPOINTS(
            Signal.Unit.RATIO,
            true,
            0.10,
            0.20,
            Double.NaN,
            "time in which the JVM had stopped all threads",
            "more than collections: look for heap dumps, thread dumps and agents that redefine classes"),
    /** Longest time in which nothing of the JVM ran. */
    JVM_STALL(
            Signal.Unit.NANOSECONDS,
            false,
            1e9,
            5e9,
            Double.NaN,
            "the longest time in which nothing ran",
            "see the cause: collections need memory, throttling needs quota, a starved machine needs fewer neighbors"),
    /** Open file descriptors as a share of how many there may be. */
    FILE_DESCRIPTORS(
            Signal.Unit.RATIO,
            false,
            0.70,
            0.85,
            0.95,
            "open file descriptors",
            "at the limit no connection is accepted any more: look for sockets and files that are never closed");

    private static final double MINIMUM_SECONDS = 60;

    private final Signal.Unit unit;
    private final boolean isRate;
    private final double info;
    private final double warning;
    private final double critical;
    private final String what;
    private final String remedy;

    InstanceSignal(
            Signal.Unit unit,
            boolean isRate,
            double info,
            double warning,
            double critical,
            String what,
            String remedy) {
        this.unit = unit;
        this.isRate = isRate;
        this.info = info;
        this.warning = warning;
        this.critical = critical;
        this.what = what;
        this.remedy = remedy;
    }

    /** Returns the figure; {@code NaN} where the platform does not tell, and for rates over less than a minute. */
    public double value(InstanceSnapshot snapshot) {
        return isRate && !isLongEnough(snapshot) ? Double.NaN : figure(snapshot);
    }

    private double figure(InstanceSnapshot snapshot) {
        return switch (this) {
            case CPU_THROTTLING -> snapshot.cpu().throttledPeriods();
            case MEMORY_LIMIT -> snapshot.memory().limitShare();
            case GC_SHARE -> snapshot.collections().pauseShare();
            case GC_PAUSE -> snapshot.collections().pauses().quantile(0.99);
            case SAFEPOINTS -> snapshot.safepoints();
            case JVM_STALL -> longestStall(snapshot);
            case FILE_DESCRIPTORS -> snapshot.files().share();
        };
    }

    static boolean isLongEnough(InstanceSnapshot snapshot) {
        return snapshot.over().toSeconds() >= MINIMUM_SECONDS;
    }

    /** Returns the row of the protocol that it belongs to: what the process may use up, or what its time goes to. */
    Area area() {
        return this == MEMORY_LIMIT || this == FILE_DESCRIPTORS ? Area.RESOURCES : Area.CPU;
    }

    /** Returns whose trouble it is: what only this process has run out of, the others still have. */
    public DependencyKind dependency() {
        return this == MEMORY_LIMIT || this == FILE_DESCRIPTORS ? DependencyKind.LOCAL : DependencyKind.SHARED;
    }

    /** Returns how a figure stands; {@link Level#NO_DATA} when it is {@code NaN}. */
    public Level judge(double value) {
        if (Double.isNaN(value)) {
            return Level.NO_DATA;
        }
        if (value > critical) {
            return Level.CRITICAL;
        }
        if (value > warning) {
            return Level.WARNING;
        }
        return value > info ? Level.INFO : Level.ACCEPTABLE;
    }

    /** Returns the line of INFO, WARNING or CRITICAL; {@code NaN} where there is none. */
    public double line(Level level) {
        return switch (level) {
            case INFO -> info;
            case WARNING -> warning;
            case CRITICAL -> critical;
            default -> Double.NaN;
        };
    }

    /** Returns a figure with its unit, for people. */
    public String format(double value) {
        return unit == Signal.Unit.RATIO
                ? String.format(Locale.ROOT, "%.2f %%", value * 100)
                : String.format(Locale.ROOT, "%.1f ms", value / 1e6);
    }

    /** Returns what the figure is, in words. */
    public String what() {
        return what;
    }

    /** Returns what to do when the figure is beyond a line. */
    public String remedy() {
        return remedy;
    }

    private static double longestStall(InstanceSnapshot snapshot) {
        return snapshot.over().isZero()
                ? Double.NaN
                : (double)
                        snapshot.stalls().stream().mapToLong(Stall::nanos).max().orElse(0);
    }
}
