/**
 * Ways into a call without code, and how a call travels: observations, servlet requests, context propagation.
 *
 * <p>Start with {@link io.governance.entry.CallFilter}, for requests, or {@link
 * io.governance.entry.CallObservationHandler}, for whatever Micrometer observes; {@link
 * io.governance.entry.CallAccessor} is found by context-propagation itself. May depend on {@code measure} and {@code
 * judge}; no package but the root imports it.
 */
@NullMarked
package io.governance.entry;

import org.jspecify.annotations.NullMarked;
