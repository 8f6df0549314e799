package io.governance.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** One real PostgreSQL for all tests of this run; each test has a database of its own in it. */
public final class Postgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    private static final class Server {
        static final EmbeddedPostgres SHARED = start();
    }

    /** Returns an empty database. */
    public static PGSimpleDataSource database() {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = Server.SHARED.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        } catch (SQLException e) {
            throw new IllegalStateException("no database " + name + " could be made", e);
        }
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(Server.SHARED.getJdbcUrl("postgres", name));
        return database;
    }

    /** Starts another server, for a test that stops it. */
    public static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start; as root it needs user namespaces", e);
        }
    }
}
