package io.governance.db.bulk;

/** The form in which rows travel to the database; {@link BulkWriter} chooses it by their number. */
public enum BulkMode {
    /** A JDBC batch of the plain statement: works on every database. */
    BATCH,
    /** One statement over arrays of values, on PostgreSQL. */
    UNNEST,
    /** {@code COPY} into the table, on PostgreSQL: the fastest insert. */
    COPY,
    /** {@code COPY} to a temporary table and one statement from there, on PostgreSQL: for all but inserts. */
    STAGED
}
