/**
 * What an application says about its calls: what went into them again, what came out of them.
 *
 * <p>Start with {@link io.governance.entry.Recomputation} or {@link io.governance.entry.PayloadBudget}. May depend on
 * {@code measure} and {@code judge}; no package but the root imports it.
 */
@NullMarked
package io.governance.entry;

import org.jspecify.annotations.NullMarked;
