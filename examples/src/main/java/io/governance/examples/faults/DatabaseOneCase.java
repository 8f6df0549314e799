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
        return "an instance that alone has lost its database degrades or leaves, once; 0 failed requests, others stay";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (DatabaseSite<HaProxy> shop = DatabaseSite.open(
                        folder, true, (instances, own) -> HaProxy.start(instances, own, probeInterval));
                RotationWatch checks = RotationWatch.start(shop.balancer(), HaProxy.CHECKED);
                RotationWatch agents = RotationWatch.start(shop.balancer(), HaProxy.AGENT)) {
            Instance victim = shop.victim();
            Relay path = shop.database().path(victim.name());
            long since = System.nanoTime();
            path.silence();
            Trial.pass(SILENT);
            trial.say(
                    checks.hasLeft(victim)
                            ? "it took itself out: its own pool was exhausted"
                            : "it stayed, with degraded answers");
            path.mend();
            long millisUntilBack =
                    trial.await("in rotation again", () -> shop.balancer().isInRotation(victim), BACK_LIMIT);
            LoadCounters.Reading back = shop.load().read();
            Trial.pass(SERVING);
            LoadCounters.Reading load = shop.load().stop();
            trial.say(checks.story());
            trial.say(agents.story());
            trial.figures(load);
            trial.figure("outInstances", checks.everOut().size());
            trial.figure("outShare", checks.mostOutShare());
            trial.figure("millisUntilOut", checks.millisUntilOut(victim, since));
            trial.figure("millisUntilBack", millisUntilBack);
            trial.figure("stateChanges", checks.changes(victim));
            trial.figure("brokenDatabaseConnections", path.broken());
            trial.figure("leastWeightPercent", agents.leastWeight(victim));
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(checks.changes(victim) <= 2, "it left and came back once at most");
            trial.check(checks.everOut().stream().allMatch(victim.name()::equals), "nobody else left");
            trial.check(load.by(victim) > back.by(victim), "it serves again");
            trial.check(load.failed() == 0, load.losses());
        }
    }
}
