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
                + " after release; the others serve";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (DatabaseSite shop = DatabaseSite.open(folder, probeInterval, true);
                RotationWatch watch = RotationWatch.start(shop.site().balancer())) {
            Site<HaProxy> site = shop.site();
            Instance victim = site.victim();
            trial.check(site.load().read().degraded() == 0, "nothing degraded before");
            victim.command("hog");
            long millisUntilOut =
                    trial.await("out of rotation", () -> !site.balancer().isInRotation(victim), LIMIT);
            LoadCounters.Reading out = site.load().read();
            Trial.pass(SERVING);
            LoadCounters.Reading later = site.load().read();
            victim.command("unhog");
            long millisUntilBack =
                    trial.await("back in rotation", () -> site.balancer().isInRotation(victim), BACK_LIMIT);
            Trial.pass(SERVING);
            LoadCounters.Reading load = site.load().stop();
            trial.figures(load);
            trial.figure("millisUntilOut", millisUntilOut);
            trial.figure("millisUntilBack", millisUntilBack);
            trial.figure("outShare", watch.mostOutShare());
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(later.degraded() == out.degraded(), "while it is out, no answer is degraded");
            trial.check(watch.everOut().size() <= 1, "only it was out: " + watch.everOut());
            trial.check(load.by(victim.name()) > later.by(victim.name()), "it serves again");
            trial.check(load.failed() == 0, Losses.of(site.load(), load));
        }
    }
}
