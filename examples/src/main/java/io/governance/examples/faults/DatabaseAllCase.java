package io.governance.examples.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The database that all share is gone: an instance that left would cure nothing. */
final class DatabaseAllCase implements FaultCase {
    private static final Duration OUTAGE = Duration.ofSeconds(45);
    private static final Duration MENDED_LIMIT = Duration.ofSeconds(60);

    /** floor(34 % of three), the share of the fleet that may be out at once. */
    private static final double PERMITTED_SHARE = 1.0 / 3;

    private static final double ROUNDING = 1e-9;

    /** How the database goes away, and who could give permits meanwhile. */
    enum Outage {
        /** Every path goes silent; there is no store, so no permits. */
        SILENT_WITHOUT_STORE("database-all", "every path to it silent, no shared store: nobody leaves", 0),
        /** Every path goes silent; the store is reached by another. */
        SILENT_WITH_STORE("database-all-store", "every path to it silent, the store alive: at most a third leaves", 1),
        /** The server stops, and the store with it. */
        STOPPED("database-all-stopped", "the server stopped, the store with it: nobody leaves", 0);

        private final String name;
        private final String goal;
        private final int mayLeave;

        Outage(String name, String goal, int mayLeave) {
            this.name = name;
            this.goal = goal;
            this.mayLeave = mayLeave;
        }
    }

    private final Outage outage;
    private final Duration probeInterval;

    DatabaseAllCase(Outage outage, Duration probeInterval) {
        this.outage = outage;
        this.probeInterval = probeInterval;
    }

    @Override
    public String name() {
        return outage.name;
    }

    @Override
    public String goal() {
        return "the shared database is gone, " + outage.goal + ", answers degrade, 0 failed requests";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (DatabaseSite shop = DatabaseSite.open(folder, probeInterval, outage != Outage.SILENT_WITHOUT_STORE);
                RotationWatch watch = RotationWatch.start(shop.balancer(), HaProxy.CHECKED);
                RotationWatch agents = RotationWatch.start(shop.balancer(), HaProxy.AGENT)) {
            OpenLoad load = shop.load();
            begin(shop);
            Trial.pass(OUTAGE);
            LoadCounters.Reading during = load.read();
            end(shop);
            long millisUntilMended = trial.await("answers are right again", () -> isRight(load), MENDED_LIMIT);
            LoadCounters.Reading read = load.stop();
            trial.figures(read);
            trial.figure("outInstances", watch.everOut().size());
            trial.figure("outShare", watch.mostOutShare());
            trial.figure("permittedShare", outage.mayLeave == 0 ? 0.0 : PERMITTED_SHARE);
            trial.figure("leastWeightPercent", agents.leastWeight(shop.victim()));
            trial.figure("millisUntilMended", millisUntilMended);
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(during.degraded() > 0, during.degraded() + " answers were degraded");
            trial.check(
                    watch.mostOutShare() <= outage.mayLeave * PERMITTED_SHARE + ROUNDING,
                    "out of rotation at most " + Math.round(watch.mostOutShare() * 100) + " %");
            trial.check(read.failed() == 0, Losses.of(load, read));
        }
    }

    private void begin(DatabaseSite shop) throws IOException {
        SharedDatabase database = shop.database();
        if (outage == Outage.STOPPED) {
            database.stop();
        } else {
            shop.instances().forEach(instance -> database.path(instance.name()).silence());
        }
    }

    private void end(DatabaseSite shop) throws IOException {
        SharedDatabase database = shop.database();
        if (outage == Outage.STOPPED) {
            database.restart();
        } else {
            shop.instances().forEach(instance -> database.path(instance.name()).mend());
        }
    }

    /** Half a second in which no answer was degraded. */
    private static boolean isRight(OpenLoad load) {
        LoadCounters.Reading before = load.read();
        try {
            Trial.pass(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LoadCounters.Reading after = load.read();
        return after.requests() > before.requests() && after.degraded() == before.degraded();
    }
}
