package io.governance.measure;

/** How a call ended. */
public enum Outcome {
    /** It returned. */
    OK,
    /** It threw. */
    ERROR,
    /** It returned, but a fallback had to answer for the real thing. */
    DEGRADED,
    /** It was turned away by a bulkhead, a circuit breaker or a rate limit. */
    REJECTED
}
