package io.governance.db;

import io.governance.Governance;
import io.governance.judge.Finding;
import io.governance.measure.Call;
import io.governance.measure.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * All statements of one application by shape, and what was found about them.
 *
 * <p>At most 2,048 shapes and 512 observed patterns are kept; what comes later is counted as {@code other} and is a
 * finding. Thread-safe. Patterns are reported for a day after they were last seen.
 */
public final class Statements {
    /** Repetitions in one call from which on a pattern is reported, unless said otherwise. */
    public static final int THRESHOLD = 10;

    static final int SHAPES = 2_048;
    private static final int PATTERNS = 512;
    private static final long KEPT_NANOS = Duration.ofDays(1).toNanos();

    /**
     * What all executions of one shape add up to.
     *
     * @param fingerprint the normalized text
     * @param executions round trips, failed ones included
     * @param failures those that threw
     * @param totalNanos time spent in the driver and the database
     * @param maxNanos the slowest one
     */
    public record Total(String fingerprint, long executions, long failures, long totalNanos, long maxNanos) {}

    private final Governance governance;
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();
    private final Map<Observed.Key, Observed> observed = new ConcurrentHashMap<>();
    private volatile List<Finding> advice = List.of();
    private final AtomicInteger ids = new AtomicInteger();
    private final LongAdder lost = new LongAdder();
    private final Shape other = new Shape(0, "other", Fingerprint.Kind.OTHER);
    private volatile int threshold = THRESHOLD;
    private volatile List<String> libraries = Libraries.DEFAULT;

    private Statements(Governance governance) {
        this.governance = governance;
    }

    /** Returns the statements of an application; there is one for each governance. */
    public static Statements of(Governance governance) {
        Statements mine = new Statements(governance);
        governance.operations().provide(Statements.class, mine);
        Statements first = governance.operations().service(Statements.class);
        if (first == mine) {
            governance.register(new PatternExaminer(mine));
        }
        return first;
    }

    /**
     * Sets from how many repetitions in one call on a pattern is reported.
     *
     * @throws IllegalArgumentException below 2
     */
    public Statements threshold(int repetitions) {
        if (repetitions < 2) {
            throw new IllegalArgumentException("repetitions: found " + repetitions + ", expected 2 or more");
        }
        threshold = repetitions;
        return this;
    }

    /** Adds packages or classes whose frames are never the place of a finding, by the start of their names. */
    public Statements alsoLibraries(Collection<String> prefixes) {
        List<String> all = new ArrayList<>(libraries);
        all.addAll(prefixes);
        libraries = List.copyOf(all);
        return this;
    }

    /** Returns all shapes, the one that took the most time first. */
    public List<Total> totals() {
        List<Total> totals = new ArrayList<>();
        for (Shape shape : shapes.values()) {
            totals.add(new Total(
                    shape.fingerprint,
                    shape.executions.sum(),
                    shape.failures.sum(),
                    shape.nanos.sum(),
                    shape.maxNanos.get()));
        }
        totals.sort(Comparator.comparingLong(Total::totalNanos).reversed());
        return totals;
    }

    KnownText read(String sql, Dialect dialect) {
        Fingerprint print = Fingerprint.of(sql, dialect);
        Shape shape = shapes.get(print.text());
        if (shape == null) {
            if (shapes.size() >= SHAPES) {
                lost.increment();
                return new KnownText(print, other);
            }
            shape = shapes.computeIfAbsent(print.text(), text -> new Shape(ids.incrementAndGet(), text, print.kind()));
        }
        return new KnownText(print, shape);
    }

    void add(Repetition one, Call call) {
        Shape shape = java.util.Objects.requireNonNull(one.shape);
        Operation operation = one.operation() == null ? call.operation() : one.operation();
        shape.executed(one.executions, one.failures, one.nanos, one.worstNanos);
        shape.usedBy(operation);
        Pattern pattern = one.pattern(threshold);
        if (!pattern.isFinding() || shape == other || call.has(Call.Flag.SHADOW)) {
            return;
        }
        Observed.Key key = new Observed.Key(operation, shape, pattern);
        Observed known = observed.get(key);
        if (known == null) {
            if (observed.size() >= PATTERNS) {
                lost.increment();
                return;
            }
            known = observed.computeIfAbsent(key, Observed::new);
        }
        int times = pattern == Pattern.DUPLICATE ? one.duplicates() : one.executions;
        known.add(one, times, governance.time().nanos());
    }

    void overflowed(int executions) {
        lost.add(executions);
    }

    /** Keeps what an advisor found until it advises again; examinations show it. */
    public void advise(List<Finding> findings) {
        advice = List.copyOf(findings);
    }

    Collection<Finding> adviced() {
        return advice;
    }

    Collection<Observed> observed() {
        long now = governance.time().nanos();
        observed.values().removeIf(one -> one.isOlderThan(KEPT_NANOS, now));
        return observed.values();
    }

    /** Returns the sampled reads, the one that took the most time first. */
    public List<SampledStatement> slowestReads(int most) {
        return shapes.values().stream()
                .filter(shape -> shape.kind == Fingerprint.Kind.READ)
                .filter(shape -> !shape.samples().isEmpty())
                .sorted(Comparator.comparingLong((Shape shape) -> shape.nanos.sum())
                        .reversed())
                .limit(most)
                .map(this::sampled)
                .toList();
    }

    private SampledStatement sampled(Shape shape) {
        Operation operation = shape.operation();
        List<String> frames = shape.place(libraries).frames();
        return new SampledStatement(
                operation == null ? "statements" : operation.name(),
                frames.isEmpty() ? null : frames.get(0),
                shape.samples());
    }

    int threshold() {
        return threshold;
    }

    List<String> libraries() {
        return libraries;
    }

    long lost() {
        return lost.sum();
    }
}
