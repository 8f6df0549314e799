/**
 * What the library costs, measured beside its rivals in the same run.
 *
 * <p>Start with {@link io.governance.benchmarks.Bench}, which runs the suites and writes the ratios. Not published.
 */
@NullMarked
package io.governance.benchmarks;

import org.jspecify.annotations.NullMarked;
