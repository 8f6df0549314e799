package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One instance is asked to stop, as in every deployment. */
final class DrainCase implements FaultCase {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);

    private final Duration probeInterval;

    DrainCase(Duration probeInterval) {
        this.probeInterval = probeInterval;
    }

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String goal() {
        return "an instance stops on SIGTERM behind HAProxy: 0 failed requests";
    }

    /** An instance keeps serving until the balancer must have noticed: two checks, and one interval to be sure. */
    static List<String> settings(Duration probeInterval) {
        return List.of("linger=" + probeInterval.multipliedBy(3).toMillis());
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (Site<HaProxy> site = Site.open(
                folder,
                name -> settings(probeInterval),
                (instances, own) -> HaProxy.start(instances, own, probeInterval))) {
            Instance leaving = site.victim();
            leaving.terminate();
            long millisUntilOut =
                    trial.await("out of rotation", () -> !site.balancer().isInRotation(leaving), LIMIT);
            boolean isServing = leaving.isAlive();
            long more = trial.await("its process has ended", () -> !leaving.isAlive(), LIMIT);
            Trial.pass(AFTERWARDS);
            LoadCounters.Reading load = site.load().stop();
            trial.figures(load);
            trial.figure("millisUntilOut", millisUntilOut);
            trial.figure("millisUntilEnded", millisUntilOut + more);
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(isServing, "it left rotation before it stopped serving");
            trial.check(load.failed() == 0, Losses.of(site.load(), load));
        }
    }
}
