package io.governance.db.store;

import io.governance.db.Postgres;
import io.governance.measure.Time;
import io.governance.remember.Store;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;

/** The same contract for the heap, for H2 and for a real PostgreSQL. */
class StoreContractTest {
    @Nested
    class InMemory extends StoreContract {
        private final Store only = Store.inMemory("a", Time.system());

        @Override
        Store open(String node) {
            return only;
        }
    }

    @Nested
    class OnH2 extends StoreContract {
        private final DataSource database = h2();

        @Override
        Store open(String node) {
            return JdbcStore.open(node, database);
        }

        private static DataSource h2() {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return database;
        }
    }

    @Nested
    class OnPostgres extends StoreContract {
        private final DataSource database = Postgres.database();

        @Override
        Store open(String node) {
            return JdbcStore.open(node, database);
        }
    }
}
