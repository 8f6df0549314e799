/**
 * Ways into a call without code, how a call travels, and what an application says about its calls.
 *
 * <p>Start with {@link io.governance.entry.CallFilter}, for requests, or {@link
 * io.governance.entry.CallObservationHandler}, for whatever Micrometer observes; {@link
 * io.governance.entry.CallAccessor} is found by context-propagation itself. {@link io.governance.entry.Recomputation} and
 * {@link io.governance.entry.PayloadBudget} are for what went into a call again and what came out of it. May depend on
 * {@code measure} and {@code judge}; no package but the root imports it.
 */
@NullMarked
package io.governance.entry;

import org.jspecify.annotations.NullMarked;
