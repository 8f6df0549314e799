package io.governance.guard;

/** What a guard counts. */
enum GuardCount {
    CALLS,
    RETRIES,
    NOT_RETRIED_FOR_BUDGET,
    NOT_RETRIED_FOR_DEADLINE,
    REFUSED_BY_BULKHEAD,
    REFUSED_BY_CIRCUIT,
    REFUSED_BY_RATE,
    BEYOND_TIME_LIMIT,
    BEYOND_DEADLINE,
    FALLBACKS_FAILED
}
