package io.governance.measure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one application, by name, and the services that are shared by everything built around them.
 *
 * <p>At most 1,000 operations have tables of their own; the next ones share the operation {@code other}. Thread-safe.
 */
public final class Operations {
    /** Name of the operation that stands for all that came after the limit. */
    public static final String OTHER = "other";

    private final Time time;
    private final Function<String, long[]> edgesNanos;
    private final int limit;
    private final Map<String, Operation> byName = new LinkedHashMap<>();
    private final Map<String, String> madeAt = new TreeMap<>();
    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final LongAdder misuses = new LongAdder();
    private final LongAdder overflow = new LongAdder();
    private final BiConsumer<String, String> onMisuse;
    private volatile @Nullable CallWatch watch;

    /**
     * Makes an empty registry.
     *
     * @param edgesNanos response times that are counted exactly, ascending, the same for every operation
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
     * @throws IllegalArgumentException when the name is blank or taken; the operation that has it goes on unharmed
     */
    public Operation add(String name) {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new IllegalArgumentException(
                    "an operation needs a name without blanks around it, such as customer.dashboard; found '" + name
                            + "'");
        }
        String here = caller();
        synchronized (byName) {
            String before = madeAt.get(name);
            if (before != null) {
                throw new IllegalArgumentException("operation '" + name + "' was made already at " + before
                        + ", now again at " + here + ": keep the first and pass it on, or find it by its name");
            }
            if (byName.size() >= limit) {
                overflow.increment();
                return byName.computeIfAbsent(OTHER, other -> new Operation(this, other, edgesNanos.apply(other)));
            }
            madeAt.put(name, here);
            Operation made = new Operation(this, name, edgesNanos.apply(name));
            byName.put(name, made);
            return made;
        }
    }

    /** Returns the operation with this name, if it was made. */
    public Optional<Operation> find(String name) {
        synchronized (byName) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    /** Returns all operations, in the order they were made. */
    public Collection<Operation> all() {
        synchronized (byName) {
            return java.util.List.copyOf(byName.values());
        }
    }

    /** Moves what was recorded since the last time into the windows of every operation. */
    public void collect() {
        all().forEach(Operation::collect);
    }

    /** Returns how often a call was ended twice or otherwise misused, or a module failed at the end of one. */
    public long misuses() {
        return misuses.sum();
    }

    /** Returns how many operations had to share {@value #OTHER}. */
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

    /** Tells of every call that starts or ends on its thread from now on; {@code null} ends it. The last one counts. */
    public void watch(@Nullable CallWatch watching) {
        watch = watching;
    }

    @Nullable
    CallWatch watch() {
        return watch;
    }

    void misused(String operation, String what) {
        misuses.increment();
        onMisuse.accept(operation, what);
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().startsWith("io.governance.measure.")
                                && !frame.getClassName().equals("io.governance.Governance"))
                        .findFirst()
                        .map(Operations::place))
                .orElse("an unknown place");
    }

    private static @Nullable String place(StackWalker.StackFrame frame) {
        return frame.toStackTraceElement().toString();
    }
}
