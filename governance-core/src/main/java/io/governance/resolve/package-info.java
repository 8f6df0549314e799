/**
 * Issues until they are resolved, and improvements without two sides.
 *
 * <p>Start with {@link io.governance.resolve.Resolutions} (issues opened from findings, alerts and rollbacks, and the
 * loop of each: found, rolled back, analyzed, fixed, tested, deployed, monitored, resolved) and
 * {@link io.governance.resolve.Change} (before and after, always labelled observational). Both are streams of the
 * ledger. Eight public types: two subjects share the package. Depends on {@code measure}, {@code judge} and
 * {@code remember}.
 */
@NullMarked
package io.governance.resolve;

import org.jspecify.annotations.NullMarked;
