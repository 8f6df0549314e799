package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One instance is asked to stop, as in every deployment. */
final class DrainCase implements FaultCase {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final int AGENT_CALLS_PER_SECOND = 25;

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
        return "an instance stops on SIGTERM behind HAProxy, seen by checks and by its agent: 0 failed requests";
    }

    /** It goes on serving until the balancer must have noticed: two checks, and one interval to be sure. */
    private List<String> settings() {
        return List.of("linger=" + probeInterval.multipliedBy(3).toMillis());
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (Site<HaProxy> site = Site.open(
                        folder,
                        Site.CALLS_PER_SECOND,
                        name -> settings(),
                        (instances, own) -> HaProxy.start(instances, own, probeInterval));
                RotationWatch checks = RotationWatch.start(site.balancer(), HaProxy.CHECKED);
                RotationWatch agents = RotationWatch.start(site.balancer(), HaProxy.AGENT);
                OpenLoad agentLoad = OpenLoad.start(site.balancer().agentPort(), AGENT_CALLS_PER_SECOND)) {
            Instance leaving = site.victim();
            long since = System.nanoTime();
            leaving.terminate();
            trial.await("out of rotation", () -> checks.hasLeft(leaving) && agents.hasLeft(leaving), LIMIT);
            boolean isServing = leaving.isAlive();
            trial.await("its process has ended", () -> !leaving.isAlive(), LIMIT);
            Trial.pass(AFTERWARDS);
            LoadCounters.Reading load = site.load().stop();
            LoadCounters.Reading byAgent = agentLoad.stop();
            trial.figures(load);
            trial.figure("requestsByAgent", byAgent.requests());
            trial.figure("failedRequestsByAgent", byAgent.failed());
            trial.figure("millisUntilOut", checks.millisUntilOut(leaving, since));
            trial.figure("millisUntilOutByAgent", agents.millisUntilOut(leaving, since));
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(isServing, "it left rotation before it stopped serving");
            trial.check(load.failed() == 0, load.losses());
            trial.check(byAgent.failed() == 0, "by its agent: " + byAgent.losses());
        }
    }
}
