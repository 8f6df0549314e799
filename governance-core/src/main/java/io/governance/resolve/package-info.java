/**
 * Issues until they are resolved, and improvements without two sides.
 *
 * <p>Start with {@link io.governance.resolve.Resolution} (the loop: found, rolled back, analyzed, fixed, tested,
 * deployed, monitored, resolved) and {@link io.governance.resolve.Change} (before and after, always labelled
 * observational). Both are streams of the ledger. Depends on {@code measure} and {@code remember}.
 */
@NullMarked
package io.governance.resolve;

import org.jspecify.annotations.NullMarked;
