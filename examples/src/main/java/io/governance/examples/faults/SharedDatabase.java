package io.governance.examples.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A real PostgreSQL that all instances share, each over a path of its own that can go silent. */
final class SharedDatabase implements AutoCloseable {
    /** The driver gives up on a silent server after some seconds; for ever is its own default. */
    private static final String TIMEOUTS = "&connectTimeout=2&socketTimeout=4&loginTimeout=4";

    private final Path data;
    private final int port;
    private final Map<String, Relay> paths = new HashMap<>();
    private EmbeddedPostgres server;

    private SharedDatabase(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.server = start(data, port);
    }

    static SharedDatabase open(Path folder) throws IOException, SQLException {
        SharedDatabase database = new SharedDatabase(folder.resolve("postgres"), Tool.freePort());
        try (Connection connection = database.server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table discount (percent bigint not null)");
            statement.execute("insert into discount values (10)");
            return database;
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false) // it is stopped and started again
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    /** Returns the path of an instance, which is made when it is asked for first. */
    Relay path(String node) {
        return paths.computeIfAbsent(node, made -> {
            try {
                return Relay.to(port);
            } catch (IOException e) {
                throw new IllegalStateException("no path to the database for " + node, e);
            }
        });
    }

    /** Returns the address of the database over an instance's own path. */
    String urlFor(String node) {
        return url(path(node).port());
    }

    /** Returns the address of the database without any path between. */
    String directUrl() {
        return url(port);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres" + TIMEOUTS;
    }

    /** Stops the server: connections break, new ones are refused. */
    void stop() throws IOException {
        server.close();
    }

    /** Starts it again, on the same port with the same data. */
    void restart() throws IOException {
        server = start(data, port);
    }

    @Override
    public void close() throws IOException {
        for (Relay path : paths.values()) {
            path.close();
        }
        server.close();
    }
}
