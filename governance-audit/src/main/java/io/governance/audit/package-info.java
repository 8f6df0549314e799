/**
 * Writes the protocol's documents from evidence: records of optimizations, audits, and their pages.
 *
 * <p>Start with {@link io.governance.audit.OptimizationRecord} for one optimization and with {@link
 * io.governance.audit.Audit} for all operations over a period. What people write and what was measured are kept apart;
 * measured parts are computed from the store and nothing else. Depends on governance-core and governance-flags.
 */
@NullMarked
package io.governance.audit;

import org.jspecify.annotations.NullMarked;
