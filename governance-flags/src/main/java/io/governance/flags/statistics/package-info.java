/**
 * The A/B judge: compares the old and the new side of one operation while both serve live traffic, from integer counter
 * tables and nothing else, as often as one likes, with error probabilities that hold over the whole life of an attempt.
 * Start reading at {@link io.governance.flags.statistics.Judge}; a {@link io.governance.flags.statistics.Slice} goes in,
 * a {@link io.governance.flags.statistics.Verdict} comes out. Depends on the bucket layout of {@code
 * io.governance.measure} only: no clock, no randomness, no thread, no store.
 */
@NullMarked
package io.governance.flags.statistics;

import org.jspecify.annotations.NullMarked;
