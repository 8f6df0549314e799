/**
 * Keeps callers from failing when what they depend on does: time limit, retry, circuit breaker, bulkhead, fallback.
 *
 * <p>Start with {@link io.governance.guard.Guard}. Made of Resilience4j; what is ours is that a guard has its meters,
 * its health and its fallback from the start, and that the call it belongs to knows how it went. Depends on
 * {@code measure} and {@code judge}.
 */
@NullMarked
package io.governance.guard;

import org.jspecify.annotations.NullMarked;
