package io.governance.examples.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.governance.Governance;
import io.governance.cache.GovernedCache;
import io.governance.db.GovernedDataSource;
import io.governance.db.store.JdbcStore;
import io.governance.examples.orderdesk.Capacity;
import io.governance.examples.orderdesk.CustomerDashboard;
import io.governance.examples.orderdesk.Dashboard;
import io.governance.examples.orderdesk.HealthPoller;
import io.governance.examples.orderdesk.LegacyDashboard;
import io.governance.examples.orderdesk.OptimizedDashboard;
import io.governance.examples.orderdesk.OrderDeskDatabase;
import io.governance.examples.orderdesk.OrderDeskServer;
import io.governance.examples.orderdesk.Part;
import io.governance.examples.orderdesk.Parts;
import io.governance.examples.orderdesk.SteadyLoad;
import io.governance.flags.Equality;
import io.governance.flags.Rollout;
import io.governance.flags.Side;
import io.governance.flags.Swap;
import io.governance.flags.Target;
import io.governance.measure.Operation;
import io.governance.show.HealthServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The running order desk: database, application, load, probes, and what the library built around them. */
final class Desk implements AutoCloseable {
    static final String OPERATION = "customer.dashboard";

    private static final int CONNECTIONS = 6;
    private static final Duration CALIBRATION = Duration.ofSeconds(2);

    final DemoSettings settings;
    final OrderDeskDatabase database;
    final Governance governance;
    final HikariDataSource pool;
    final Operation operation;
    final GovernedCache<Long, Part> parts;
    final CustomerDashboard legacy;
    final CustomerDashboard optimized;
    final HealthServer healthServer;
    final OrderDeskServer server;
    final HealthPoller poller;
    final SteadyLoad load;
    private volatile CustomerDashboard serving;
    private volatile int callsPerSecond;

    Desk(DemoSettings settings, DemoReport report) throws Exception {
        this.settings = settings;
        this.callsPerSecond = settings.callsPerSecondAtFirst();
        this.database = OrderDeskDatabase.open(settings.scale(), line -> report.progress("%s", line));
        this.governance = Governance.builder()
                .service("order-desk")
                .store(JdbcStore.open("order-desk-1", database.storeSource()))
                .sampleEvery(Duration.ofSeconds(5))
                .buildId(DemoSettings.BUILD)
                .build();
        this.operation = governance.operation(OPERATION);
        this.pool = GovernedDataSource.pooled(governance, "orders", configuration(database, CONNECTIONS));
        Parts loading = new Parts(pool);
        this.parts = GovernedCache.builder(governance, "parts")
                .ttl(Duration.ofMinutes(5))
                .maximumSize(50_000)
                .build(loading::load, loading::loadAll);
        this.legacy = new LegacyDashboard(pool);
        this.optimized = new OptimizedDashboard(pool, parts);
        this.serving = customer -> operation.<Dashboard, SQLException>call(() -> legacy.load(customer));
        this.healthServer = HealthServer.start(governance.health(), 0);
        this.server = OrderDeskServer.start(customer -> serving.load(customer), 0);
        governance.health().markStarted();
        if (settings.sabotage() == Sabotage.HEALTH) {
            governance.health().markDraining();
        }
        this.poller = HealthPoller.start(healthServer.port());
        this.load =
                SteadyLoad.start(server.port(), legacy, database.customers(), callsPerSecond, DemoSettings.ACCEPTABLE);
        Waiting.load(SteadyLoad.COMING_UP, () -> report.progress("the load comes up to its rate"));
    }

    static HikariConfig configuration(OrderDeskDatabase database, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setMaximumPoolSize(connections);
        return config;
    }

    /** Sends the endpoint's requests through this from now on. */
    void serve(CustomerDashboard dashboard) {
        serving = dashboard;
    }

    /** Callers who come in a second now. */
    int callsPerSecond() {
        return callsPerSecond;
    }

    /** From now on as many callers come as this machine serves with ease with the index in place. */
    void comeToFullLoad(DemoReport report) throws IOException, InterruptedException {
        double besides = Capacity.callsPerSecond(server.port(), database.customers(), CALIBRATION);
        double capacity = callsPerSecond + besides;
        callsPerSecond = settings.callsPerSecond(capacity);
        load.comeAt(callsPerSecond);
        report.figure("legacy.capacityPerSecond", capacity);
        report.figure("callsPerSecond", callsPerSecond);
        report.say(
                "the legacy side answers %.0f calls a second at most: from now on %d callers come in a second",
                capacity, callsPerSecond);
    }

    /** Opens a swap from the legacy side to a new one, and lets it serve. */
    Swap<Long, Dashboard> swap(String name, Side<Long, Dashboard> fresh, Rollout rollout, Target... targets) {
        Swap.Builder<Dashboard> builder =
                Swap.builder(operation, name).<Dashboard>equalBy(equality()).rollout(rollout);
        for (Target target : targets) {
            builder = builder.target(target);
        }
        Swap<Long, Dashboard> swap = builder.build(legacy::load, fresh);
        serve(customer -> swap.<SQLException>call(customer));
        return swap;
    }

    Equality<? super Dashboard> equality() {
        return settings.sabotage() == Sabotage.EQUALITY
                ? (Equality<Dashboard>) (old, fresh) -> Optional.empty()
                : Equality.fields().ignoring("renderedAt", "a clock reading");
    }

    @Override
    public void close() throws IOException {
        load.close();
        poller.close();
        server.close();
        healthServer.close();
        governance.close();
        pool.close();
        database.close();
    }
}
