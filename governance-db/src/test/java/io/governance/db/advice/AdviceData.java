package io.governance.db.advice;

import io.governance.db.Postgres;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of the published cases, at a small scale: TPC-H 0.01 and 50,000 skewed orders. */
@NullUnmarked // a null here fails the test, as it should
final class AdviceData {
    private static final double SCALE = 0.01;

    private AdviceData() {}

    static DataSource load() throws SQLException, IOException {
        PGSimpleDataSource database = Postgres.database();
        String schema;
        try (InputStream file = Objects.requireNonNull(AdviceData.class.getResourceAsStream("/advice/schema.sql"))) {
            schema = smaller(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .replace(":\"db\"", database.getDatabaseName());
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            for (String part : schema.split(";\\s*\n", -1)) {
                statement.execute(part);
                if (part.contains("CREATE TABLE lineitem")) {
                    for (TpchTable<?> table : TpchTable.getTables()) {
                        copy(table, connection);
                    }
                }
            }
        }
        return database;
    }

    /** Without the commands of psql and the extension; a twentieth of the rows over the same two years. */
    private static String smaller(String schema) {
        return schema.replaceAll("(?m)^.*\\\\(set|gset).*$", "")
                .replaceAll("(?m)^(COPY|CREATE EXTENSION) .*$", "")
                .replaceAll("(?m)--.*$", "")
                .replace("VACUUM", ";\nVACUUM")
                .replace("1000000", "50000")
                .replace("generate_series(1, 300000)", "generate_series(1, 15000)")
                .replace("interval '63 seconds'", "interval '1260 seconds'")
                .replace("interval '100 seconds'", "interval '2000 seconds'")
                .replace("r4 * 25000", "r4 * 2500")
                .replace("generate_series(51, 200000)", "generate_series(51, 20000)");
    }

    private static <E extends TpchEntity> void copy(TpchTable<E> table, Connection connection)
            throws SQLException, IOException {
        StringBuilder rows = new StringBuilder();
        for (E row : table.createGenerator(SCALE, 1, 1)) {
            String line = row.toLine();
            rows.append(line, 0, line.length() - (line.endsWith("|") ? 1 : 0)).append('\n');
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "COPY " + table.getTableName() + " FROM STDIN WITH (FORMAT csv, DELIMITER '|', QUOTE E'\\b')",
                        new StringReader(rows.toString()));
    }
}
