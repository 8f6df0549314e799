/**
 * Swaps an old implementation for a new one, step by step, on evidence, and takes a bad one back by itself.
 *
 * <p>Start with {@link io.governance.flags.Swap}. The mathematics is in {@code statistics}; the stages are one table in
 * {@link io.governance.flags.Stage}; the truth about a swap is its stream in the ledger. More than five public types:
 * what a user says about a swap (rollout, target, equality, side) and what he reads of it (report, stage) are types of
 * their own. Depends on core and Togglz.
 */
@NullMarked
package io.governance.flags;

import org.jspecify.annotations.NullMarked;
