/**
 * Sees every statement that the application sends and names repeated ones with their place.
 *
 * <p>Start with {@link io.governance.db.GovernedDataSource}; what was seen is read from
 * {@link io.governance.db.Statements}; indexes come from {@code io.governance.db.advice}. The {@code Delegating}
 * classes are written by a generator among the tests. Depends on the core's packages and on HikariCP.
 */
@NullMarked
package io.governance.db;

import org.jspecify.annotations.NullMarked;
