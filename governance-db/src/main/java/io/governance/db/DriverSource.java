package io.governance.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import com.zaxxer.hikari.util.PropertyElf;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The driver's own data source, made from the settings of a pool as the pool would make it. */
final class DriverSource {
    private static final long UNSET_TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final long TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private DriverSource() {}

    static DataSource of(String name, HikariConfig config) {
        if (config.getDataSource() != null) {
            return config.getDataSource();
        }
        String className = config.getDataSourceClassName();
        if (className != null) {
            return instance(name, className, config);
        }
        if (config.getJdbcUrl() == null) {
            throw new IllegalArgumentException("pool '" + name + "' has no database: found neither dataSource nor"
                    + " jdbcUrl nor dataSourceClassName, set one of them (a JNDI name cannot be governed: look it up"
                    + " and set it as dataSource)");
        }
        try {
            return new DriverDataSource(
                    config.getJdbcUrl(),
                    config.getDriverClassName(),
                    config.getDataSourceProperties(),
                    config.getUsername(),
                    config.getPassword());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "pool '" + name + "': no driver takes the jdbcUrl; is it spelled right, and is the driver's jar on"
                            + " the class path? " + e.getMessage(),
                    e);
        }
    }

    private static DataSource instance(String name, String className, HikariConfig config) {
        Object made;
        try {
            made = Class.forName(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "pool '" + name + "': dataSourceClassName " + className + " cannot be made: " + e, e);
        }
        if (GovernedDataSource.isXa(made.getClass()) || !(made instanceof DataSource source)) {
            throw new IllegalArgumentException("pool '" + name + "': dataSourceClassName " + className
                    + " is an XA data source or none at all, expected a plain javax.sql.DataSource");
        }
        PropertyElf.setTargetFromProperties(source, config.getDataSourceProperties());
        return source;
    }

    static void setDefaults(String name, HikariConfig config) {
        config.setDataSourceClassName(null);
        if (config.getPoolName() == null) {
            config.setPoolName(name);
        }
        if (config.getConnectionTimeout() == UNSET_TIMEOUT_MILLIS) {
            config.setConnectionTimeout(TIMEOUT_MILLIS);
        }
        if (config.getInitializationFailTimeout() == 1) {
            config.setInitializationFailTimeout(-1);
        }
    }
}
