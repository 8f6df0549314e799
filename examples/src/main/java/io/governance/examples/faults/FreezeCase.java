package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One instance stands still: a paused machine, a collector that never ends, a stuck disk. */
final class FreezeCase implements FaultCase {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration FROZEN = Duration.ofSeconds(1);
    private static final Duration BACK = Duration.ofSeconds(1);
    private static final int PLAIN_CALLS_PER_SECOND = 25;

    private final Duration probeInterval;

    FreezeCase(Duration probeInterval) {
        this.probeInterval = probeInterval;
    }

    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public String goal() {
        return "a frozen instance is out within two probe intervals, and back after it goes on; requests sent to it are"
                + " answered by another";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (Site<HaProxy> site = Site.open(
                        folder,
                        Site.CALLS_PER_SECOND,
                        name -> List.of(),
                        (instances, own) -> HaProxy.start(instances, own, probeInterval));
                OpenLoad plain = OpenLoad.start(site.balancer().plainPort(), PLAIN_CALLS_PER_SECOND)) {
            Instance frozen = site.victim();
            frozen.freeze();
            long millisUntilOut =
                    trial.await("out of rotation", () -> !site.balancer().isInRotation(frozen), LIMIT);
            Trial.pass(FROZEN);
            LoadCounters.Reading without = site.load().read();
            frozen.thaw();
            long millisUntilBack =
                    trial.await("back in rotation", () -> site.balancer().isInRotation(frozen), LIMIT);
            Trial.pass(BACK);
            LoadCounters.Reading load = site.load().stop();
            LoadCounters.Reading lost = plain.stop();
            trial.figures(load);
            trial.figure("requestsWithoutRetries", lost.requests());
            trial.figure("failedRequestsWithoutRetries", lost.failed());
            trial.figure("millisUntilOut", millisUntilOut);
            trial.figure("millisUntilBack", millisUntilBack);
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(
                    millisUntilOut >= 0 && millisUntilOut <= probeInterval.toMillis() * 2,
                    "out after " + millisUntilOut + " ms, two intervals are " + probeInterval.toMillis() * 2);
            trial.check(load.by(frozen) > without.by(frozen), "it serves again");
            trial.check(load.failed() == 0, load.losses());
            trial.say("without retries: " + lost.losses());
        }
    }
}
