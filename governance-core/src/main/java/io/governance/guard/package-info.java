/**
 * Keeps callers from failing when what they depend on does: fallbacks, bulkhead, retries with a budget, circuit breaker,
 * rate limit, time limit, in this order.
 *
 * <p>Start with {@link io.governance.guard.Guard}; the reasons are in {@code docs/guard.md}. Bulkhead, circuit breaker and
 * rate limit are Resilience4j's; what is ours is the retry budget, the {@link io.governance.guard.Deadline}, and that a
 * guard has its meters, its health and its fallbacks from the start, and tells the call it belongs to how it went.
 * Depends on {@code measure} and {@code judge}.
 */
@NullMarked
package io.governance.guard;

import org.jspecify.annotations.NullMarked;
