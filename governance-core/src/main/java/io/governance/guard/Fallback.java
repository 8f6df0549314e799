package io.governance.guard;

import io.governance.measure.Operation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One of those that answer, in order, when the primary of a guard cannot.
 *
 * <p>Thread-safe when what it calls is.
 *
 * @param <T> the answer
 */
public abstract sealed class Fallback<T> permits Fallback.Asked, Fallback.Last {
    private Fallback() {}

    /** Asks another implementation, or gives a default; on the caller's own thread, for as long as it takes. */
    public static <T> Fallback<T> to(Operation.Body<? extends T, ? extends Exception> body) {
        return new Asked<>(new Primary.Waiting<>(Objects.requireNonNull(body, "the fallback's code is missing")), null);
    }

    /** Asks another implementation that gives a stage; by {@link Guard#callAsync()} without a thread that waits. */
    public static <T> Fallback<T> toAsync(
            Operation.Body<? extends CompletionStage<? extends T>, ? extends Exception> body) {
        return new Asked<>(new Primary.Staged<>(Objects.requireNonNull(body, "the fallback's code is missing")), null);
    }

    /**
     * Serves the last good value, unless it is older than this: then the next fallback is asked.
     *
     * @throws IllegalArgumentException when the age is negative
     */
    public static <T> Fallback<T> stale(StaleSource<? extends T> source, Duration oldest) {
        if (oldest.isNegative()) {
            throw new IllegalArgumentException("oldest: found " + oldest + ", expected 0 or more");
        }
        return new Last<>(Objects.requireNonNull(source, "the source of stale values is missing"), oldest);
    }

    /**
     * Returns the same fallback with a time limit of its own, or what the caller's deadline leaves if that is less; when
     * it is over, the next fallback is asked. For a stale value, which comes from memory, it changes nothing.
     *
     * @throws IllegalArgumentException when the limit is not more than zero
     */
    public Fallback<T> within(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("longest: found " + longest + ", expected more than zero");
        }
        return limited(longest);
    }

    abstract Fallback<T> limited(Duration longest);

    abstract T answer(Parts parts) throws Exception;

    abstract CompletableFuture<T> start(Parts parts) throws Exception;

    /** Code. */
    static final class Asked<T> extends Fallback<T> {
        private final Primary<T> code;
        private final @Nullable Duration longest;

        private Asked(Primary<T> code, @Nullable Duration longest) {
            this.code = code;
            this.longest = longest;
        }

        @Override
        Fallback<T> limited(Duration limit) {
            return new Asked<>(code, limit);
        }

        /** Without a limit of its own it may also answer when the caller's deadline has passed: a default costs nothing. */
        private Allowance allowance(Parts parts) throws LateException {
            return longest == null
                    ? Allowance.UNLIMITED
                    : Allowance.of(
                            longest, Deadline.current(), parts.fallbackLimit().name());
        }

        @Override
        T answer(Parts parts) throws Exception {
            return code.ask(parts.fallbackLimit(), allowance(parts));
        }

        @Override
        CompletableFuture<T> start(Parts parts) throws Exception {
            return code.start(parts.fallbackLimit(), allowance(parts));
        }
    }

    /** A value from before. */
    static final class Last<T> extends Fallback<T> {
        private final StaleSource<? extends T> source;
        private final Duration oldest;

        private Last(StaleSource<? extends T> source, Duration oldest) {
            this.source = source;
            this.oldest = oldest;
        }

        @Override
        Fallback<T> limited(Duration longest) {
            return this;
        }

        @Override
        T answer(Parts parts) throws NoStaleValueException {
            StaleSource.Stale<? extends T> last = source.last();
            if (last == null) {
                throw new NoStaleValueException(parts.name() + " has no last good value");
            }
            if (last.age().compareTo(oldest) > 0) {
                throw new NoStaleValueException(
                        "the last good value of " + parts.name() + " is " + last.age() + " old, more than " + oldest);
            }
            parts.staleAge().record(last.age());
            return last.value();
        }

        @Override
        CompletableFuture<T> start(Parts parts) throws NoStaleValueException {
            return CompletableFuture.completedFuture(answer(parts));
        }
    }
}
