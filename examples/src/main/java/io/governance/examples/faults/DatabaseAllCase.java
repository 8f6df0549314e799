package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;

/** The database that all share is gone: an instance that left would cure nothing. */
final class DatabaseAllCase implements FaultCase {
    static final Duration LASTING = Duration.ofSeconds(45);
    static final Duration MENDED_LIMIT = Duration.ofSeconds(90);
    static final Duration QUIET = Duration.ofMillis(500);

    private final Outage outage;
    private final Duration probeInterval;

    DatabaseAllCase(Outage outage, Duration probeInterval) {
        this.outage = outage;
        this.probeInterval = probeInterval;
    }

    @Override
    public String name() {
        return outage.caseName();
    }

    @Override
    public String goal() {
        return outage.goal();
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (DatabaseSite<HaProxy> shop = DatabaseSite.open(
                        folder, outage.hasStore(), (instances, own) -> HaProxy.start(instances, own, probeInterval));
                RotationWatch checks = RotationWatch.start(shop.balancer(), HaProxy.CHECKED);
                RotationWatch agents = RotationWatch.start(shop.balancer(), HaProxy.AGENT)) {
            outage.begin(shop.database(), shop.instances());
            Trial.pass(LASTING);
            LoadCounters.Reading during = shop.load().read();
            outage.end(shop.database(), shop.instances());
            long millisUntilMended = trial.await("answers are right again", () -> shop.isRightFor(QUIET), MENDED_LIMIT);
            LoadCounters.Reading load = shop.load().stop();
            trial.say(checks.story());
            trial.say(agents.story());
            trial.figures(load);
            trial.figure("outInstances", checks.everOut().size());
            trial.figure("outShare", checks.mostOutShare());
            trial.figure("outShareByAgent", agents.mostOutShare());
            trial.figure("permittedOut", outage.mayLeave());
            trial.figure("leastWeightPercent", agents.leastWeight(shop.victim()));
            trial.figure("millisUntilMended", millisUntilMended);
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(during.degraded() > 0, during.degraded() + " answers were degraded");
            long mostOut = Math.round(checks.mostOutShare() * shop.instances().size());
            trial.check(mostOut <= outage.mayLeave(), mostOut + " out of rotation at most at the same time");
            trial.check(load.failed() == 0, load.losses());
        }
    }
}
