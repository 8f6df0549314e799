/**
 * Remembers: an append-only ledger, additive evidence, samples for trends, and the fleet.
 *
 * <p>Start with {@link io.governance.remember.Store}. State is never stored, only facts: whoever needs a state folds
 * its stream. In memory here; on a database in governance-db. Depends on {@code measure} only.
 */
@NullMarked
package io.governance.remember;

import org.jspecify.annotations.NullMarked;
