/**
 * Writes and reads many rows: the fastest correct form for their number, in constant memory, to be resumed when it stops.
 *
 * <p>Start with {@link io.governance.db.bulk.BulkWriter} and {@link io.governance.db.bulk.KeysetReader}; both work with
 * any data source, governed or not. There are more than five public types since each of the two tells its results in
 * records of its own. What is decided (which form, which rows, what a failure means) is in pure classes; what talks to
 * the database is in the classes whose names end in Sender, and in ChunkTransaction. Depends on {@code io.governance.db}
 * for the dialect, and on the driver of PostgreSQL only where it is present.
 */
@NullMarked
package io.governance.db.bulk;

import org.jspecify.annotations.NullMarked;
