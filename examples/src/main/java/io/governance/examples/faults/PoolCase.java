package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;

/** One instance has lost all its connections to code that does not give them back. */
final class PoolCase implements FaultCase {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BACK_LIMIT = Duration.ofSeconds(150);
    private static final Duration SERVING = Duration.ofSeconds(2);

    private final Duration probeInterval;

    PoolCase(Duration probeInterval) {
        this.probeInterval = probeInterval;
    }

    @Override
    public String name() {
        return "pool";
    }

    @Override
    public String goal() {
        return "an instance whose pool is exhausted leaves by its own readiness with a permit of the fleet, and comes back"
                + " after release; the others serve, 0 failed requests";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (DatabaseSite<HaProxy> shop = DatabaseSite.open(
                        folder, true, (instances, own) -> HaProxy.start(instances, own, probeInterval));
                RotationWatch checks = RotationWatch.start(shop.balancer(), HaProxy.CHECKED);
                RotationWatch agents = RotationWatch.start(shop.balancer(), HaProxy.AGENT)) {
            Instance victim = shop.victim();
            long since = System.nanoTime();
            victim.command("hog");
            trial.await("out of rotation", () -> checks.hasLeft(victim) && agents.hasLeft(victim), LIMIT);
            LoadCounters.Reading out = shop.load().read();
            Trial.pass(SERVING);
            LoadCounters.Reading served = shop.load().read();
            victim.command("unhog");
            long millisUntilBack =
                    trial.await("back in rotation", () -> shop.balancer().isInRotation(victim), BACK_LIMIT);
            LoadCounters.Reading back = shop.load().read();
            Trial.pass(SERVING);
            LoadCounters.Reading load = shop.load().stop();
            trial.say(checks.story());
            trial.say(agents.story());
            trial.figures(load);
            trial.figure("millisUntilOut", checks.millisUntilOut(victim, since));
            trial.figure("millisUntilOutByAgent", agents.millisUntilOut(victim, since));
            trial.figure("millisUntilBack", millisUntilBack);
            trial.figure("outShare", checks.mostOutShare());
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(out.degraded() > 0, out.degraded() + " answers were degraded until it was out");
            trial.check(served.degraded() == out.degraded(), "while it was out, no answer was degraded");
            trial.check(checks.everOut().size() == 1, "only this one was out: " + checks.everOut());
            trial.check(load.by(victim) > back.by(victim), "it serves again");
            trial.check(load.failed() == 0, load.losses());
        }
    }
}
