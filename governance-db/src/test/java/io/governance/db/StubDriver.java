package io.governance.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;

/** A driver that answers every statement with what it was told to answer next. For traces, where there is no database. */
@NullUnmarked // test data: a null fails the test, as it should
final class StubDriver {
    List<Object> rows = List.of();
    int changedRows;
    SQLException failure;

    DataSource source() {
        return stub(DataSource.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getConnection" -> stub(Connection.class, this::connection);
            default -> nothing(method);
        });
    }

    private Object connection(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "prepareStatement" -> stub(PreparedStatement.class, this::statement);
            case "createStatement" -> stub(Statement.class, this::statement);
            case "getMetaData" -> stub(DatabaseMetaData.class, (metadata, asked, none) -> "PostgreSQL");
            default -> nothing(method);
        };
    }

    private Object statement(Object proxy, Method method, Object[] arguments) throws SQLException {
        if (method.getName().startsWith("execute") && failure != null) {
            throw failure;
        }
        return switch (method.getName()) {
            case "executeQuery" -> stub(ResultSet.class, new Answer(rows)::asked);
            case "executeUpdate" -> changedRows;
            case "executeBatch" -> new int[] {changedRows};
            default -> nothing(method);
        };
    }

    private static final class Answer {
        private final List<Object> rows;
        private int row = -1;

        Answer(List<Object> rows) {
            this.rows = rows;
        }

        Object asked(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "next" -> ++row < rows.size();
                case "getObject" -> CaseFile.array(rows.get(row)).get((int) arguments[0] - 1);
                default -> nothing(method);
            };
        }
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object nothing(Method method) {
        return switch (method.getReturnType().getName()) {
            case "int" -> 0;
            case "long" -> 0L;
            case "boolean" -> false;
            default -> null;
        };
    }
}
