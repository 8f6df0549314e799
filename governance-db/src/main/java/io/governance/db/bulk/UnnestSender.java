package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** One statement over arrays of values, eight thousand rows a time. */
final class UnnestSender implements Sender {
    private static final int PIECE = 8_192;

    private final String sql;
    private final int columns;

    UnnestSender(WriteSql sql, Target target) {
        this.sql = sql.unnest();
        this.columns = target.columns().size();
    }

    @Override
    public long send(Connection connection, List<Row> rows) throws SQLException {
        long written = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < rows.size(); from += PIECE) {
                List<Row> piece = rows.subList(from, Math.min(rows.size(), from + PIECE));
                for (int column = 0; column < columns; column++) {
                    statement.setObject(column + 1, ArrayText.ofColumn(piece, column), Types.OTHER);
                }
                written += statement.executeUpdate();
            }
        }
        return written;
    }
}
