/**
 * Remembers in a database: PostgreSQL, or H2 for small installations.
 *
 * <p>Start with {@link io.governance.db.store.JdbcStore}. The schema is among the resources of this package and is
 * created when it is missing. Depends on {@code remember} and {@code measure} of the core, and on
 * {@code io.governance.db} only to refuse a pool of the application.
 */
@NullMarked
package io.governance.db.store;

import org.jspecify.annotations.NullMarked;
