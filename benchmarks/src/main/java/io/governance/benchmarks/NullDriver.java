package io.governance.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A driver that does nothing, so that what remains is the interception. Made of proxies: what they cost and allocate is
 * the same whatever is around them, so the difference to the bare driver is what counts.
 */
final class NullDriver {
    private static final PreparedStatement STATEMENT = stub(
            PreparedStatement.class,
            (proxy, method, arguments) -> method.getName().equals("executeBatch") ? new int[0] : nothing(method));
    private static final DatabaseMetaData METADATA = stub(
            DatabaseMetaData.class,
            (proxy, method, arguments) ->
                    method.getName().equals("getDatabaseProductName") ? "PostgreSQL" : nothing(method));
    private static final Connection CONNECTION =
            stub(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "prepareStatement" -> STATEMENT;
                case "getMetaData" -> METADATA;
                default -> nothing(method);
            });
    private static final DataSource SOURCE = stub(
            DataSource.class,
            (proxy, method, arguments) -> method.getName().equals("getConnection") ? CONNECTION : nothing(method));

    private NullDriver() {}

    static DataSource source() {
        return SOURCE;
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object nothing(Method method) {
        Class<?> type = method.getReturnType();
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == boolean.class) {
            return false;
        }
        return null;
    }
}
