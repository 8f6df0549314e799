/**
 * Wires the library together: one {@link io.governance.Governance} for an application.
 *
 * <p>Start here. No other package of the core imports this one; the feature modules take it as the parent of what they
 * build.
 */
@NullMarked
package io.governance;

import org.jspecify.annotations.NullMarked;
