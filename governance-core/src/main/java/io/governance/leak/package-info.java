/**
 * Tells a leak from a filling cache, a sawtooth, a daily load and a step, by the live set after collections.
 *
 * <p>Start with {@link io.governance.leak.LeakWatch}, which puts {@link io.governance.leak.LiveSetSampler} (the edge),
 * {@link io.governance.leak.LiveSets} (hour blocks) and {@link io.governance.leak.LeakClassifier} (pure) together.
 * Depends on {@code measure} and {@code judge}.
 */
@NullMarked
package io.governance.leak;

import org.jspecify.annotations.NullMarked;
