package io.governance.measure;

import java.time.Instant;

/**
 * The two clocks of this library, passed in wherever time matters so that tests can step them.
 *
 * <p>Durations come from {@link #nanos()}, which never jumps; {@link #now()} is for people and for keys that several
 * nodes share. Implementations are thread-safe and allocate nothing in {@code nanos()}.
 */
public interface Time {
    /** Returns monotonic nanoseconds; only differences mean something. */
    long nanos();

    /** Returns the wall clock. */
    Instant now();

    /** Returns the clocks of this machine. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
