package io.governance.db.bulk;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** {@code COPY} in the text format, by the driver's own protocol; the only class that needs the driver to be there. */
final class CopySender implements Sender {
    private static final int PIECE = 64 * 1_024;

    private final String sql;

    CopySender(String sql) {
        this.sql = sql;
    }

    static boolean isPossible(Connection connection) throws SQLException {
        try {
            return connection.isWrapperFor(PGConnection.class);
        } catch (NoClassDefFoundError e) {
            return false; // a driver of another name, or of another class loader
        }
    }

    @Override
    public long send(Connection connection, List<Row> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            StringBuilder text = new StringBuilder(PIECE + 1_024);
            for (Row row : rows) {
                CopyText.append(text, row);
                if (text.length() >= PIECE) {
                    flush(copy, text);
                }
            }
            flush(copy, text);
            return copy.endCopy();
        } catch (SQLException e) {
            cancel(copy, e);
            throw e;
        }
    }

    private static void cancel(CopyIn copy, SQLException cause) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void flush(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }
}
