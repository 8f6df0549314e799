package io.governance.db;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;

/** Keeps the way from the metadata back to the connection inside the wrappers. */
final class GovernedDatabaseMetaData extends DelegatingDatabaseMetaData {
    private final GovernedConnection connection;

    GovernedDatabaseMetaData(DatabaseMetaData raw, GovernedConnection connection) {
        super(raw);
        this.connection = connection;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    ResultSet wrapped(ResultSet results) {
        return new GovernedResultSet(results, connection, null);
    }
}
