/**
 * Measures every execution of an operation: one {@link io.governance.measure.Call} each, counted in log buckets.
 *
 * <p>Start with {@link io.governance.measure.Operation}; what was measured comes out as a
 * {@link io.governance.measure.Snapshot}. More than five public types, since time, layout and window are the words in
 * which all other packages speak of a measurement. Depends on no other package of this library.
 */
@NullMarked
package io.governance.measure;

import org.jspecify.annotations.NullMarked;
