package io.governance.db.bulk;

import io.governance.db.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a query and the values of a position. */
final class KeysetStatement {
    private final PreparedStatement statement;
    private final boolean isPostgres;
    private int next = 1;

    KeysetStatement(Connection connection, PreparedStatement statement) throws SQLException {
        this.statement = statement;
        this.isPostgres = Dialect.ofProduct(connection.getMetaData().getDatabaseProductName()) == Dialect.POSTGRESQL;
    }

    void bindParameters(List<@Nullable Object> parameters) throws SQLException {
        for (Object parameter : parameters) {
            statement.setObject(next++, parameter);
        }
    }

    /** PostgreSQL takes the text for the type of the column it is compared with; others are told the type. */
    void bindValues(List<KeyValue> values) throws SQLException {
        for (KeyValue value : values) {
            statement.setObject(next++, value.text(), isPostgres ? Types.OTHER : value.type());
        }
    }
}
