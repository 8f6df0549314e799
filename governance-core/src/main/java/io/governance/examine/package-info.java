/**
 * Examinations as reports: why one was made, and a line for each of P1.1 to P1.7, or why it could not be examined.
 *
 * <p>Start with {@link io.governance.examine.Examinations}, which decides when to examine, and
 * {@link io.governance.examine.ExaminationReport}, which puts it into words. Depends on {@code judge}, {@code measure}
 * and {@code remember}; what is examined is handed in, but for a closer look, which {@code instance} and {@code leak}
 * take.
 */
@NullMarked
package io.governance.examine;

import org.jspecify.annotations.NullMarked;
