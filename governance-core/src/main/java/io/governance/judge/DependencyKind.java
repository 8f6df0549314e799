package io.governance.judge;

import io.governance.measure.Signal;

/**
 * Whose trouble something is: whether taking this instance out of rotation would cure it.
 *
 * <p>Only {@link #LOCAL} trouble may do that. When all instances leave because of what they share, nobody is left to
 * answer, and some balancers then refuse every caller.
 */
public enum DependencyKind {
    /** This instance's own, such as its memory or its connection pool: the others do not have it. */
    LOCAL,
    /** Of the whole fleet, such as its database; also whatever nobody has said anything about. */
    SHARED,
    /** Something the application can do without: shown, with no other effect on health. */
    OPTIONAL;

    /** Returns whose trouble it is when a signal is beyond its line. */
    public static DependencyKind of(Signal signal) {
        return switch (signal) {
            case CPU, MEMORY, CONNECTION_POOL -> LOCAL;
            default -> SHARED;
        };
    }
}
