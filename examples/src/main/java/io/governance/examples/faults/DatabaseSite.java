package io.governance.examples.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Three instances behind a balancer that share a database, long enough after their start for figures to count. */
final class DatabaseSite<B extends Balancer> implements AutoCloseable {
    /** In the first minute figures only warn; the rest is for the nodes to know each other. */
    private static final Duration START_UP = Duration.ofSeconds(65);

    /** Long enough for the trouble of a cold start to be believed, if there still is any. */
    private static final Duration CALM = Duration.ofSeconds(15);

    private static final int CALM_ROUNDS = 10;

    /** Less than elsewhere: a pool that the load alone exhausts would hide what is to be seen. */
    private static final int CALLS_PER_SECOND = 50;

    private final SharedDatabase database;
    private final Site<B> site;

    private DatabaseSite(SharedDatabase database, Site<B> site) {
        this.database = database;
        this.site = site;
    }

    /**
     * Starts everything, and waits until the instances are past their first minute, answer right and are in rotation.
     *
     * @param hasStore whether the fleet shares a store, in the same database over a path that never goes silent
     */
    static <B extends Balancer> DatabaseSite<B> open(Path folder, boolean hasStore, Balancer.Launcher<B> launcher)
            throws IOException, SQLException, InterruptedException {
        SharedDatabase database = SharedDatabase.open(folder);
        Site<B> site = null;
        try {
            site = Site.open(folder, CALLS_PER_SECOND, name -> settings(name, database, hasStore), launcher);
            DatabaseSite<B> shop = new DatabaseSite<>(database, site);
            TimeUnit.NANOSECONDS.sleep(START_UP.toNanos());
            boolean isCalm = false;
            for (int round = 0; round < CALM_ROUNDS && !isCalm; round++) {
                isCalm = shop.isRightFor(CALM) && site.balancer().isComplete();
            }
            if (!isCalm) {
                throw new IOException("answers were not right for " + CALM.toSeconds() + " s in any of " + CALM_ROUNDS
                        + " rounds before the fault; last seen: " + shop.load().read());
            }
            shop.load().countAfresh();
            return shop;
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (site != null) {
                site.close();
            }
            database.close();
            throw e;
        }
    }

    private static List<String> settings(String name, SharedDatabase database, boolean hasStore) {
        List<String> settings = new ArrayList<>(List.of("database=" + database.urlFor(name)));
        if (hasStore) {
            settings.add("store=" + database.directUrl());
        }
        return settings;
    }

    /** Lets some time pass, and returns whether no answer was degraded or failed in it. */
    boolean isRightFor(Duration length) throws InterruptedException {
        LoadCounters.Reading before = load().read();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        LoadCounters.Reading after = load().read();
        return after.requests() > before.requests()
                && after.degraded() == before.degraded()
                && after.failed() == before.failed();
    }

    SharedDatabase database() {
        return database;
    }

    B balancer() {
        return site.balancer();
    }

    List<Instance> instances() {
        return site.instances();
    }

    /** Returns the instance that things happen to. */
    Instance victim() {
        return site.victim();
    }

    OpenLoad load() {
        return site.load();
    }

    @Override
    public void close() throws IOException {
        site.close();
        database.close();
    }
}
