package io.governance.measure;

/** How a call ended, from harmless to worst: of two that are noted the worse one is kept. */
public enum Outcome {
    /** It returned. */
    OK,
    /** It returned, but a fallback had to answer for the real thing. */
    DEGRADED,
    /** It threw. */
    ERROR,
    /** It was turned away by a bulkhead, a circuit breaker or a rate limit. */
    REJECTED
}
