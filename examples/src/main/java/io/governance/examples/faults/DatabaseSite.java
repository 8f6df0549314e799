package io.governance.examples.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three instances behind HAProxy that share a database, long enough after their start for figures to count. */
final class DatabaseSite implements AutoCloseable {
    /** In the first minute figures only warn; the rest is for the nodes to know each other. */
    private static final Duration START_UP = Duration.ofSeconds(65);

    private final SharedDatabase database;
    private final Site<HaProxy> site;

    private DatabaseSite(SharedDatabase database, Site<HaProxy> site) {
        this.database = database;
        this.site = site;
    }

    /**
     * Starts everything, and waits until the instances are past their first minute.
     *
     * @param hasStore whether the fleet shares a store, in the same database over a path that never goes silent
     */
    static DatabaseSite open(Path folder, Duration probeInterval, boolean hasStore)
            throws IOException, SQLException, InterruptedException {
        SharedDatabase database = SharedDatabase.open(folder);
        try {
            Site<HaProxy> site = Site.open(
                    folder,
                    name -> settings(name, database, hasStore),
                    (instances, own) -> HaProxy.start(instances, own, probeInterval));
            Trial.pass(START_UP);
            return new DatabaseSite(database, site);
        } catch (IOException | InterruptedException | RuntimeException e) {
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

    SharedDatabase database() {
        return database;
    }

    HaProxy balancer() {
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
