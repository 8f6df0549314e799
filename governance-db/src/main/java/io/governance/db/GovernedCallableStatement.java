package io.governance.db;

import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A call of a stored procedure; a cursor that comes back as an object is wrapped like any answer. */
final class GovernedCallableStatement extends DelegatingCallableStatement {
    GovernedCallableStatement(CallableStatement callable, GovernedConnection connection, KnownText text, String sql) {
        super(callable, connection, text, sql);
    }

    @Override
    public @Nullable Object getObject(int parameter) throws SQLException {
        return governed(callable.getObject(parameter));
    }

    @Override
    public @Nullable Object getObject(String parameter) throws SQLException {
        return governed(callable.getObject(parameter));
    }

    private @Nullable Object governed(@Nullable Object value) {
        return value instanceof ResultSet cursor ? results(cursor) : value;
    }
}
