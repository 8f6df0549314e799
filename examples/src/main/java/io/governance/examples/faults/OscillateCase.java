package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;

/** A signal of one instance's own swings 5 % around its critical line. */
final class OscillateCase implements FaultCase {
    /** Every length of a swing from one examination to eight, twice. */
    private static final Duration SWINGING = Duration.ofSeconds(150);

    private static final Duration BACK_LIMIT = Duration.ofSeconds(60);
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);
    private static final int CHANGES = 2;

    private final Duration probeInterval;

    OscillateCase(Duration probeInterval) {
        this.probeInterval = probeInterval;
    }

    @Override
    public String name() {
        return "oscillate";
    }

    @Override
    public String goal() {
        return "a signal that swings 5 % around its critical line changes the state at most twice; 0 failed requests";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (DatabaseSite<HaProxy> shop = DatabaseSite.open(
                        folder, true, (instances, own) -> HaProxy.start(instances, own, probeInterval));
                RotationWatch checks = RotationWatch.start(shop.balancer(), HaProxy.CHECKED);
                RotationWatch agents = RotationWatch.start(shop.balancer(), HaProxy.AGENT)) {
            Instance victim = shop.victim();
            victim.command("wave");
            Trial.pass(SWINGING);
            int changes = checks.changes(victim);
            boolean hasLeft = checks.hasLeft(victim);
            victim.command("calm");
            long millisUntilBack =
                    trial.await("in rotation again", () -> shop.balancer().isInRotation(victim), BACK_LIMIT);
            Trial.pass(AFTERWARDS);
            LoadCounters.Reading load = shop.load().stop();
            trial.say(checks.story());
            trial.say(agents.story());
            trial.figures(load);
            trial.figure("swingingSeconds", SWINGING.toSeconds());
            trial.figure("stateChangesWhileSwinging", changes);
            trial.figure("stateChanges", checks.changes(victim));
            trial.figure("stateChangesByAgent", agents.changes(victim));
            trial.figure("millisUntilBack", millisUntilBack);
            trial.figure("outShare", checks.mostOutShare());
            trial.figure("probeIntervalMillis", probeInterval.toMillis());
            trial.check(hasLeft, "it left: the signal was believed");
            trial.check(checks.changes(victim) <= CHANGES, checks.changes(victim) + " changes by checks");
            trial.check(agents.changes(victim) <= CHANGES, agents.changes(victim) + " changes by its agent");
            trial.check(load.failed() == 0, load.losses());
        }
    }
}
