package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;

/** One instance's path to the database goes silent; the others' paths are well. */
final class DatabaseOneCase implements FaultCase {
    private static final Duration SILENT = Duration.ofSeconds(45);
    private static final Duration BACK_LIMIT = Duration.ofSeconds(150);
    private static final Duration SERVING = Duration.ofSeconds(2);

    private final Duration probeInterval;

    DatabaseOneCase(Duration probeInterval) {
        this.probeInterval = probeInterval;
    }

    @Override
    public String name() {
        return "database-one";
    }

    @Override
    public String goal() {
        return "an instance that alone has lost its database degrades or leaves; 0 failed requests, the others stay";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (DatabaseSite shop = DatabaseSite.open(folder, probeInterval, true);
                RotationWatch watch = RotationWatch.start(shop.site().balancer())) {
            Site<HaProxy> site = shop.site();
            Instance victim = site.victim();
            Relay path = shop.database().path(victim.name());
            path.silence();
            Trial.pass(SILENT);
            boolean hasLeft = watch.everOut().contains(victim.name());
            trial.say(hasLeft ? "it took itself out: its own pool was exhausted" : "it stayed, with degraded answers");
            path.mend();
            long millisUntilBack =
                    trial.await("in rotation again", () -> site.balancer().isInRotation(victim), BACK_LIMIT);
            LoadCounters.Reading mended = site.load().read();
            Trial.pass(SERVING);
            LoadCounters.Reading load = site.load().stop();
            trial.figures(load);
            trial.figure("outInstances", watch.everOut().size());
            trial.figure("outShare", watch.mostOutShare());
            trial.figure("stateChanges", watch.changes(victim.name()));
            trial.figure("millisUntilBack", millisUntilBack);
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(watch.changes(victim.name()) <= 2, "it changed its state at most twice");
            trial.check(watch.everOut().stream().allMatch(victim.name()::equals), "nobody else left");
            trial.check(load.by(victim.name()) > mended.by(victim.name()), "it serves again");
            trial.check(load.failed() == 0, Losses.of(site.load(), load));
        }
    }
}
