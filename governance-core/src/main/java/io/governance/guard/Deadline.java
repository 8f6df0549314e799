package io.governance.guard;

import io.governance.measure.Operation;
import io.governance.measure.Time;
import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The moment after which nobody waits for an answer any more; it travels to everything that is asked on the way.
 *
 * <p>A guard with a time limit sets one for its primary. An application sets one where work comes in, perhaps from a
 * header of its caller. Every guard inside gives its primary the smaller of its own time limit and what is left, and
 * asks nothing again that the deadline would cut off. It follows the work to other threads by Micrometer's context
 * propagation. A deadline can only come nearer: inside a nearer one, a later one changes nothing. Immutable,
 * thread-safe.
 */
public final class Deadline {
    /** Far enough never to come, near enough that adding it to a clock cannot overflow. */
    private static final long NEVER_NANOS = Long.MAX_VALUE / 4;

    private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

    static {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new DeadlineAccessor());
    }

    private final Time time;
    private final long atNanos;

    private Deadline(Time time, long atNanos) {
        this.time = time;
        this.atNanos = atNanos;
    }

    /**
     * Returns a deadline that comes after this long; a negative length has passed already.
     *
     * @param time the clocks of the governance, by which the guards inside wait
     */
    public static Deadline after(Duration length, Time time) {
        return afterNanos(nanos(length), time);
    }

    static Deadline afterNanos(long nanos, Time time) {
        return new Deadline(time, time.nanos() + Math.min(nanos, NEVER_NANOS));
    }

    /** A length in nanoseconds, never so long that arithmetic with it overflows. */
    static long nanos(Duration length) {
        return length.compareTo(Duration.ofNanos(NEVER_NANOS)) > 0 ? NEVER_NANOS : Math.max(0, length.toNanos());
    }

    /** Returns the deadline that holds for what this thread does now. */
    public static @Nullable Deadline current() {
        return CURRENT.get();
    }

    static void set(@Nullable Deadline deadline) {
        if (deadline == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(deadline);
        }
    }

    /** Returns how much time is left; zero when it has passed. */
    public Duration left() {
        return Duration.ofNanos(leftNanos());
    }

    long leftNanos() {
        return Math.max(0, atNanos - time.nanos());
    }

    /** Returns whether it has passed. */
    public boolean isOver() {
        return leftNanos() == 0;
    }

    /** Runs the code under this deadline, or under the one that holds already if that comes sooner. */
    public <O extends @Nullable Object, X extends Exception> O call(Operation.Body<O, X> body) throws X {
        Deadline before = CURRENT.get();
        if (before != null && before.leftNanos() <= leftNanos()) {
            return body.run();
        }
        CURRENT.set(this);
        try {
            return body.run();
        } finally {
            set(before);
        }
    }
}
