/**
 * Holds what was measured against the policy and says what it finds.
 *
 * <p>Start with {@link io.governance.judge.Policy} (the protocol's numbers) and
 * {@link io.governance.judge.Examination}. Pure functions: the same measurements always give the same findings. More
 * than five public types, since modules both read values and draw findings from them. Depends on {@code measure} and {@code settings} only.
 */
@NullMarked
package io.governance.judge;

import org.jspecify.annotations.NullMarked;
