/**
 * Asks the planner and the catalog of a database which indexes are missing, and which are there for nothing.
 *
 * <p>Start with {@link io.governance.db.advice.IndexAdvisor}. Candidates come from the plan ({@code Conditions}), are
 * tried without changing the database ({@code IndexTrial}) and pruned ({@code IndexSearch}). Depends on
 * {@code io.governance.db} for the statements that were seen, and on the core's packages.
 */
@NullMarked
package io.governance.db.advice;

import org.jspecify.annotations.NullMarked;
