package io.governance.guard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Knows the last good value of something, even when it is too old to be served as fresh: a cache, for one.
 *
 * <p>A guard serves it when its primary cannot answer: {@code Fallback.stale(() -> prices.last(part), ofHours(1))}.
 * Asked on the caller's thread: it must answer from memory. Thread-safe.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface StaleSource<T> {
    /**
     * A value that was good once.
     *
     * @param <T> the value
     * @param value the last good one
     * @param age how long ago it was good; not negative
     */
    record Stale<T>(T value, Duration age) {}

    /** Returns the last good value; null when there is none. */
    @Nullable
    Stale<T> last();
}
