package io.governance.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

/** Writes the wrapper classes anew; run it from the module's folder after a JDK has added methods, then format. */
final class WrapperGeneration {
    static final Path FOLDER = Path.of("src/main/java/io/governance/db");

    private WrapperGeneration() {}

    static List<WrapperSource> sources() {
        return List.of(
                new WrapperSource(Connection.class, null, "raw"),
                new WrapperSource(Statement.class, null, "raw"),
                new WrapperSource(PreparedStatement.class, "GovernedStatement", "prepared"),
                new WrapperSource(CallableStatement.class, "GovernedPreparedStatement", "callable"),
                new WrapperSource(ResultSet.class, null, "raw"),
                new WrapperSource(DatabaseMetaData.class, null, "raw"));
    }

    public static void main(String[] arguments) throws IOException {
        for (WrapperSource source : sources()) {
            Files.writeString(FOLDER.resolve(source.className() + ".java"), source.text());
        }
    }
}
