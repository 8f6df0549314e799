package io.governance.measure;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one application, by name, and the services that are shared by everything built around them.
 *
 * <p>At most 1,000 operations have tables of their own; the next ones share the operation {@code other}. Thread-safe.
 */
public final class Operations {
    /** Name of the operation that stands for all that came after the limit. */
    public static final String OTHER = "other";

    private static final int LONGEST_NAME = 200;

    private final Time time;
    private final Function<String, long[]> edgesNanos;
    private final int limit;
    private final Map<String, Operation> byName = new LinkedHashMap<>();
    private final Map<String, Operation> found = new ConcurrentHashMap<>();
    private final Map<String, String> madeAt = new TreeMap<>();
    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final LongAdder misuses = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder overflow = new LongAdder();
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final BiConsumer<String, String> onMisuse;
    private volatile Consumer<Operation> onMade = made -> {};
    private volatile Predicate<? super Throwable> errors = failure -> true;
    private volatile boolean isPaused;
    private volatile long slowNanos = -1;
    private volatile @Nullable CallWatch watch;

    /**
     * Makes an empty registry.
     *
     * @param edgesNanos response times that are counted exactly, ascending, the same for every operation; calls slower than
     *     the first are shown to the flight recorder
     * @param limit how many operations get tables of their own
     * @param onMisuse told the operation and what was done wrong; must return quickly
     */
    public Operations(Time time, long[] edgesNanos, int limit, BiConsumer<String, String> onMisuse) {
        this(time, any -> edgesNanos.clone(), limit, onMisuse);
    }

    /**
     * Makes an empty registry in which operations differ in what is counted exactly.
     *
     * @param edgesNanos for an operation's name the response times that are counted exactly, ascending
     */
    public Operations(Time time, Function<String, long[]> edgesNanos, int limit, BiConsumer<String, String> onMisuse) {
        this.time = time;
        this.edgesNanos = edgesNanos;
        this.limit = limit;
        this.onMisuse = onMisuse;
    }

    /**
     * Makes an operation.
     *
     * @throws IllegalArgumentException when the name is blank, longer than 200 characters or taken; the operation that has
     *     it goes on unharmed
     */
    public Operation add(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("an operation needs a name of 1 to " + LONGEST_NAME
                    + " characters without blanks around it, such as customer.dashboard; found "
                    + described(name));
        }
        synchronized (byName) {
            String before = madeAt.get(name);
            if (before != null) {
                throw new IllegalArgumentException("operation '" + name + "' was made already at " + before
                        + ", now again at " + maker() + ": keep the first and pass it on, or find it by its"
                        + " name");
            }
            Operation made = findOrMake(name);
            if (made.name().equals(name)) {
                madeAt.put(name, maker());
            }
            return made;
        }
    }

    /**
     * Returns the operation of this name, made at its first use. For names that are not written in the code but come
     * with a request: one that cannot be a name stands for {@value #OTHER} and is counted as a misuse, and nothing is ever
     * thrown.
     */
    public Operation named(String name) {
        Operation known = found.get(name);
        if (known != null) {
            return known;
        }
        boolean isName = isName(name);
        if (!isName) {
            misused(OTHER, "an operation was asked for by what can be no name: " + described(name));
        }
        Operation rest = found.get(OTHER);
        if (rest != null && (!isName || found.size() >= limit)) { // no lock for what can have no tables of its own
            if (isName) {
                overflow.increment();
            }
            return rest;
        }
        synchronized (byName) {
            return findOrMake(isName ? name : OTHER);
        }
    }

    private static String maker() {
        return Place.outside(
                name -> name.startsWith("io.governance.measure.") || name.equals("io.governance.Governance"));
    }

    private static String described(String noName) {
        return noName.length() > LONGEST_NAME ? noName.length() + " characters" : "'" + noName + "'";
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME && name.equals(name.strip());
    }

    private Operation findOrMake(String name) {
        Operation known = byName.get(name);
        if (known == null && byName.size() >= limit && !name.equals(OTHER)) {
            overflow.increment();
            known = byName.get(OTHER);
            return known == null ? make(OTHER) : known;
        }
        return known == null ? make(name) : known;
    }

    private Operation make(String name) {
        Operation made = new Operation(this, name, edgesNanos.apply(name));
        if (slowNanos >= 0) {
            made.recordSlowerThan(slowNanos);
        }
        byName.put(name, made);
        found.put(name, made);
        try {
            onMade.accept(made);
        } catch (RuntimeException e) {
            misused(name, "what is done with a new operation failed: " + e);
        }
        return made;
    }

    /** Returns the operation with this name, if it was made. */
    public Optional<Operation> find(String name) {
        return Optional.ofNullable(found.get(name));
    }

    /** Returns all operations, in the order they were made. */
    public Collection<Operation> all() {
        synchronized (byName) {
            return List.copyOf(byName.values());
        }
    }

    /** Tells of every operation that is made from now on; in the thread that makes it. */
    public void whenMade(Consumer<Operation> told) {
        onMade = told;
    }

    /** Says which of the exceptions that end a call are errors, for operations that do not say so themselves. */
    public void errorsAre(Predicate<? super Throwable> isError) {
        errors = isError;
    }

    Predicate<? super Throwable> errors() {
        return errors;
    }

    /** Stops measuring all operations, also those to come. */
    public void pause() {
        isPaused = true;
        all().forEach(Operation::pause);
    }

    /** Measures all operations again. */
    public void resume() {
        isPaused = false;
        all().forEach(Operation::resume);
    }

    boolean isPaused() {
        return isPaused;
    }

    /**
     * Shows calls that took longer than this to the flight recorder, as events named {@code governance.SlowCall}; those
     * slower than the first line of the policy unless set.
     */
    public void recordSlowerThan(Duration acceptable) {
        slowerThan(acceptable.toNanos());
    }

    private void slowerThan(long nanos) {
        slowNanos = nanos;
        all().forEach(operation -> operation.recordSlowerThan(nanos));
    }

    /** A JVM without the flight recorder's module says so once, and is asked no more. */
    void slow(Call call) {
        try {
            SlowCall.emit(call);
        } catch (RuntimeException | LinkageError e) {
            slowerThan(Long.MAX_VALUE);
            misused(call.operation().name(), "a slow call could not be shown to the flight recorder: " + e);
        }
    }

    /** Tells of every call that starts or ends on its thread from now on; {@code null} ends it. The last one counts. */
    public void watch(@Nullable CallWatch watching) {
        watch = watching;
    }

    @Nullable
    CallWatch watch() {
        return watch;
    }

    /** Moves what was recorded since the last time into the windows of every operation. */
    public void collect() {
        long[] cells = {};
        long[] scratch = {};
        for (Operation operation : all()) {
            if (cells.length != operation.cells()) { // most have as many lines as the one before
                cells = new long[operation.cells()];
                scratch = new long[operation.cells()];
            }
            operation.collect(cells, scratch);
        }
    }

    /** Returns how often a call was ended twice or otherwise misused, or a module failed at the end of one. */
    public long misuses() {
        return misuses.sum();
    }

    /** Returns how often something was to be added to a call that had ended, as by a task that outlives it. */
    public long lateAdditions() {
        return late.sum();
    }

    /** Returns how often an operation was asked for that had to share {@value #OTHER}, since the limit was reached. */
    public long overflowed() {
        return overflow.sum();
    }

    /** Returns the clocks that every measurement uses. */
    public Time time() {
        return time;
    }

    /** Makes a service known to what is built around an operation; the first of its type stays. */
    public <T> void provide(Class<T> type, T service) {
        services.putIfAbsent(type, service);
    }

    /**
     * Returns a service that belongs to the same governance, such as its meter registry.
     *
     * @throws IllegalStateException when nobody provided it
     */
    public <T> T service(Class<T> type) {
        Object service = services.get(type);
        if (service == null) {
            throw new IllegalStateException("no " + type.getName() + " belongs to these operations: make them by"
                    + " Governance.operation(name)");
        }
        return type.cast(service);
    }

    /** Returns a service that belongs to the same governance; the first one to ask makes it. */
    public <T> T service(Class<T> type, Supplier<T> made) {
        Object known = services.get(type);
        return type.cast(known == null ? services.computeIfAbsent(type, unknown -> made.get()) : known);
    }

    /** Counts that something was done wrong with an operation, and tells it to whom it concerns. */
    public void misused(String operation, String what) {
        misuses.increment();
        onMisuse.accept(operation, what);
    }

    void late() {
        late.increment();
    }

    void begun() {
        begun.increment();
    }

    void ended() {
        ended.increment();
    }

    /**
     * Returns how many calls were begun by {@link Operation#begin} and have not ended. One that only grows tells of calls
     * that nobody ends, which are in no other figure.
     */
    public long openCalls() {
        long before = ended.sum(); // first: a call that ends meanwhile counts as open, never as less than none
        return begun.sum() - before;
    }
}
