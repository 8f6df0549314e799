package io.governance.db;

import io.governance.Governance;
import io.governance.judge.Finding;
import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.settings.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final CarriedLogs carried = new CarriedLogs();
    private final SpareLogs spareLogs = new SpareLogs();
    private final QueryBudgets budgets;
    private final List<Exemption> exemptions = new CopyOnWriteArrayList<>();
    private volatile int threshold = THRESHOLD;
    private volatile int frames = CallSite.FRAMES;
    private volatile @Nullable SqlComment comment;
    private volatile @Nullable StatementListener listener;
    private volatile boolean watchesLoans = true;
    private volatile Supplier<Throwable> stacks = Throwable::new;
    private volatile List<String> libraries = Libraries.DEFAULT;

    private Statements(Governance governance) {
        this.governance = governance;
        this.budgets = new QueryBudgets(governance.meters(), governance.time());
    }

    /** Returns the statements of an application; there is one for each governance. */
    public static Statements of(Governance governance) {
        return governance.operations().service(Statements.class, () -> {
            Statements made = new Statements(governance);
            DatabaseSettings.apply(governance.operations().service(Configuration.class), made);
            governance.register(new PatternExaminer(made));
            return made;
        });
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

    /**
     * Sets how many frames of the application tell one place from another and are shown with a finding; three at first.
     *
     * @throws IllegalArgumentException unless from 1 to 10
     */
    public Statements callSiteFrames(int count) {
        if (count < 1 || count > CallSite.MOST_FRAMES) {
            throw new IllegalArgumentException(
                    "count of call-site frames: found " + count + ", expected 1 to " + CallSite.MOST_FRAMES);
        }
        frames = count;
        return this;
    }

    /**
     * Sets whether the loan of a connection is the scope of what is executed outside any call, which it is at first;
     * otherwise such statements are only added up.
     */
    public Statements watchLoans(boolean isWatched) {
        watchesLoans = isWatched;
        return this;
    }

    /**
     * Sets how many queries one call may make; four at first. A call with more is a finding and counted as a meter.
     *
     * @throws IllegalArgumentException when negative
     */
    public Statements queryBudget(int queries) {
        if (queries < 0) {
            throw new IllegalArgumentException("query budget: found " + queries + ", expected 0 or more");
        }
        budgets.budget(queries);
        return this;
    }

    /** Sets whether a call over its budget is logged too, at most one a minute; tests fail by their own annotation. */
    public Statements logOverBudget(boolean isLogged) {
        budgets.isLogged(isLogged);
        return this;
    }

    /** Leaves a pattern unreported where somebody said why, and until when. */
    public Statements exempt(Exemption exemption) {
        exemptions.add(exemption);
        return this;
    }

    /** Adds a comment to each statement that is sent from now on; none at first. */
    public Statements comment(SqlComment added) {
        comment = added;
        return this;
    }

    /** Tells a listener of each round trip from now on; none at first. */
    public Statements listener(StatementListener told) {
        listener = told;
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

    KnownText read(String sql, Dialect dialect, int salt) {
        Fingerprint print = Fingerprint.of(sql, dialect);
        Shape shape = shapes.get(print.text());
        if (shape == null) {
            if (shapes.size() >= SHAPES) {
                lost.increment();
                return new KnownText(print, other, salt);
            }
            shape = shapes.computeIfAbsent(print.text(), text -> new Shape(ids.incrementAndGet(), text, print.kind()));
        }
        return new KnownText(print, shape, salt);
    }

    /** Adds what one scope has executed of one shape; without a call the scope was a loan from the subject. */
    void add(Repetition one, @Nullable Call call, String subject) {
        Shape shape = Objects.requireNonNull(one.shape);
        Operation operation = one.operation() == null && call != null ? call.operation() : one.operation();
        shape.executed(one.executions, one.failures, one.nanos, one.worstNanos);
        if (operation != null) {
            shape.usedBy(operation);
        }
        Pattern pattern = Classification.of(one, threshold);
        if (pattern == Pattern.NONE || shape == other || (call != null && call.has(Call.Flag.SHADOW))) {
            return;
        }
        Observed.Key key = new Observed.Key(operation == null ? subject : operation.name(), shape, pattern);
        Observed known = observed.get(key);
        if (known == null) {
            if (observed.size() >= PATTERNS) {
                lost.increment();
                return;
            }
            known = observed.computeIfAbsent(key, Observed::new);
        }
        int times = Classification.repetitions(one, pattern, threshold);
        known.add(one, times, governance.time().nanos());
    }

    void callEnded(Call call, StatementLog log) {
        budgets.ended(call, log);
    }

    Collection<QueryBudgets.Over> overBudget() {
        return budgets.over(KEPT_NANOS);
    }

    List<Exemption> exemptions() {
        return exemptions;
    }

    Instant now() {
        return governance.time().now();
    }

    /** Another thread has left a call that it worked for. */
    void carriedEnded(Call origin, StatementLog log) {
        if (!carried.add(origin, log)) {
            log.handOver(this, origin, origin.operation().name());
        }
    }

    /** Adds to a call's own log what other threads executed for it. */
    void takeCarried(Call call, StatementLog into) {
        StatementLog others = carried.take(call);
        if (others != null) {
            into.addAll(others);
        }
    }

    private void takeEnded() {
        for (StatementLog log = carried.takeEnded(); log != null; log = carried.takeEnded()) {
            log.handOver(this, null, "other threads");
        }
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
        takeEnded();
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

    @Nullable
    SqlComment comment() {
        return comment;
    }

    @Nullable
    StatementListener listener() {
        return listener;
    }

    int callSiteFrames() {
        return frames;
    }

    boolean watchesLoans() {
        return watchesLoans;
    }

    SpareLogs spareLogs() {
        return spareLogs;
    }

    Throwable stack() {
        return stacks.get();
    }

    /** Lets a test say where the application stands. */
    void stacksFrom(Supplier<Throwable> source) {
        stacks = source;
    }

    List<String> libraries() {
        return libraries;
    }

    long lost() {
        return lost.sum();
    }
}
