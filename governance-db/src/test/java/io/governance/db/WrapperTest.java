package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@NullUnmarked // a null here fails the test, as it should
class WrapperTest {
    private static final Map<Class<?>, Class<?>> WRAPPERS = Map.of(
            Connection.class, GovernedConnection.class,
            Statement.class, GovernedStatement.class,
            PreparedStatement.class, GovernedPreparedStatement.class,
            CallableStatement.class, GovernedCallableStatement.class,
            ResultSet.class, GovernedResultSet.class,
            DatabaseMetaData.class, GovernedDatabaseMetaData.class);

    @Test
    @EnabledForJreRange(min = JRE.JAVA_17, max = JRE.JAVA_17, disabledReason = "written from the interfaces of Java 17")
    void writingTheWrappersAnewGivesTheSameTextButForLineBreaks() throws IOException {
        for (WrapperSource source : WrapperGeneration.sources()) {
            String committed = Files.readString(WrapperGeneration.FOLDER.resolve(source.className() + ".java"));
            assertEquals(
                    source.text().replaceAll("\\s", ""),
                    committed.replaceAll("\\s", ""),
                    () -> source.className() + " differs: run WrapperGeneration, then spotless:apply");
        }
    }

    @Test
    void noMethodOfTheRunningJdkIsLeftOut() {
        List<String> missing = new ArrayList<>();
        WRAPPERS.forEach((type, wrapper) -> {
            for (Method method : type.getMethods()) {
                if (!Modifier.isStatic(method.getModifiers()) && !isOverridden(method, wrapper)) {
                    missing.add(wrapper.getSimpleName() + " leaves out " + method);
                }
            }
        });
        assertEquals(List.of(), missing);
    }

    private static boolean isOverridden(Method method, Class<?> wrapper) {
        try {
            Class<?> declaring = wrapper.getMethod(method.getName(), method.getParameterTypes())
                    .getDeclaringClass();
            return declaring.getPackage().equals(WrapperTest.class.getPackage());
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Test
    void theDriversExceptionIsTheOneThatIsThrown() throws ReflectiveOperationException {
        SQLException failure = new SQLException("refused", "42601", 7);
        GovernedConnection connection = new GovernedConnection(failing(Connection.class, failure), recorder(), null);
        for (Method method : Connection.class.getMethods()) {
            if (List.of(method.getExceptionTypes()).contains(SQLException.class)) {
                Object[] arguments = new Object[method.getParameterCount()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = harmless(method.getParameterTypes()[i]);
                }
                InvocationTargetException thrown = assertThrows(
                        InvocationTargetException.class, () -> method.invoke(connection, arguments), method::toString);
                assertSame(failure, thrown.getCause(), method::toString);
            }
        }
        GovernedPreparedStatement statement = new GovernedPreparedStatement(
                failing(PreparedStatement.class, failure),
                connection,
                recorder().known("SELECT 1 FROM t"),
                "");
        assertSame(failure, assertThrows(SQLException.class, statement::executeQuery));
        assertSame(failure, assertThrows(SQLException.class, statement::executeUpdate));
        assertSame(failure, assertThrows(SQLException.class, () -> statement.execute("SELECT 2")));
    }

    private static Object harmless(Class<?> type) {
        return switch (type.getName()) {
            case "int" -> 0;
            case "boolean" -> false;
            case "java.lang.Class" -> Runnable.class;
            default -> null;
        };
    }

    private static <T> T failing(Class<T> type, SQLException failure) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            throw failure;
        }));
    }

    private static Recorder recorder() {
        Governance governance = Governance.builder().manual().build();
        return new Recorder(governance, Statements.of(governance), Dialect.ANSI, 1, "orders");
    }

    @Test
    void noWayBackLeadsPastTheWrapper() throws SQLException {
        try (Connection connection = h2().getConnection()) {
            Statement statement = connection.createStatement();
            ResultSet results = statement.executeQuery("SELECT 1");
            assertSame(connection, statement.getConnection());
            assertSame(statement, results.getStatement());
            assertSame(connection, connection.getMetaData().getConnection());
            assertSame(connection, connection.prepareStatement("SELECT 2").getConnection());
            ResultSet tables = connection.getMetaData().getTables(null, null, "%", null);
            assertInstanceOf(GovernedResultSet.class, tables);
            assertTrue(tables.getStatement() == null || tables.getStatement().getConnection() == connection);
            assertSame(connection, connection.unwrap(Connection.class));
        }
    }

    @Test
    void theDriversOwnTypesAreReached() throws SQLException {
        try (Connection connection = h2().getConnection()) {
            assertTrue(connection.isWrapperFor(JdbcConnection.class));
            assertInstanceOf(JdbcConnection.class, connection.unwrap(JdbcConnection.class));
        }
    }

    private static DataSource h2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        return GovernedDataSource.wrap(Governance.builder().manual().build(), "orders", h2);
    }
}
