package io.governance.db.bulk;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose fault a failure is, by its SQLState (PostgreSQL, appendix A; 90067, 90098 and HYT00 are H2's).
 *
 * <p>What is not known to concern the whole statement is taken for the fault of a row: triggers raise what they like.
 */
enum FailureKind {
    /** A row is refused: the others can be written. */
    ROW,
    /** The transaction lost against another one: again, all of it. */
    CONFLICT,
    /** The connection is gone, the server stops or starts: again, on another connection. */
    CONNECTION,
    /** Nothing that trying again or leaving out a row would help against. */
    STOP;

    private static final Set<String> CONNECTION_STATES =
            Set.of("57P01", "57P02", "57P03", "57P05", "90067", "90098", "53300");
    private static final Set<String> CONFLICT_STATES = Set.of("40001", "40P01", "55P03", "HYT00");
    private static final Set<String> STOP_CLASSES =
            Set.of("0A", "25", "26", "28", "34", "3D", "3F", "42", "53", "55", "57", "58", "F0", "XX");

    static FailureKind of(SQLException failure) {
        if (failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException) {
            return CONNECTION;
        }
        return of(failure.getSQLState());
    }

    static FailureKind of(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return STOP;
        }
        if (CONFLICT_STATES.contains(state)) {
            return CONFLICT;
        }
        String group = state.substring(0, 2);
        if (group.equals("08") || CONNECTION_STATES.contains(state)) {
            return CONNECTION;
        }
        return STOP_CLASSES.contains(group) ? STOP : ROW;
    }
}
