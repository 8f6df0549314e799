package io.governance.db.store;

import com.zaxxer.hikari.HikariDataSource;
import io.governance.db.GovernedDataSource;
import io.governance.measure.Time;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Where and as whom a {@link JdbcStore} remembers. Immutable.
 *
 * @param node name of this node, unique in the fleet and the same after a restart
 * @param database the driver's data source; its login timeout is set when it has none
 * @param fleet nodes that share their permits, alerts, swaps and all else in the ledger; one database may serve several
 *     fleets
 * @param timeout longest wait for an answer of the database, a second or more
 * @param time the clocks
 */
public record StoreSettings(String node, DataSource database, String fleet, Duration timeout, Time time) {
    static final String DEFAULT_FLEET = "default";
    private static final int LONGEST_NAME = 200;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException when a name is blank or too long, the timeout is shorter than a second, or the
     *     data source is a pool or a governed one
     */
    public StoreSettings {
        if (node.isBlank() || node.length() > LONGEST_NAME || fleet.isBlank() || fleet.length() > LONGEST_NAME / 2) {
            throw new IllegalArgumentException("store: found node '" + node + "' and fleet '" + fleet
                    + "', expected names of at most 200 and 100 characters");
        }
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("store: found a timeout of " + timeout + ", expected a second or more");
        }
        if (database instanceof HikariDataSource || database instanceof GovernedDataSource) {
            throw new IllegalArgumentException(
                    "store: found " + database.getClass().getName()
                            + ", expected the driver's own data source: the store keeps two connections of its own, so that"
                            + " it works when the application's pool is exhausted");
        }
    }

    /** Returns settings for the fleet {@code default}, with a timeout of five seconds. */
    public static StoreSettings of(String node, DataSource database) {
        return new StoreSettings(node, database, DEFAULT_FLEET, Duration.ofSeconds(5), Time.system());
    }

    /** Returns the same settings for another fleet. */
    public StoreSettings inFleet(String name) {
        return new StoreSettings(node, database, name, timeout, time);
    }

    /** Returns the same settings with another timeout. */
    public StoreSettings withTimeout(Duration longest) {
        return new StoreSettings(node, database, fleet, longest, time);
    }

    /** Returns the same settings with other clocks. */
    public StoreSettings withTime(Time clocks) {
        return new StoreSettings(node, database, fleet, timeout, clocks);
    }
}
