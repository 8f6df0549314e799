package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One instance is asked to stop behind a balancer that does not ask for readiness. */
final class NginxDrainCase implements FaultCase {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "nginx-drain";
    }

    @Override
    public String goal() {
        return "an instance stops on SIGTERM behind nginx, which only notices when it is gone: 0 failed requests";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (Site<Nginx> site =
                Site.open(folder, Site.CALLS_PER_SECOND, name -> List.of("linger=1000"), Nginx::start)) {
            Instance leaving = site.victim();
            leaving.terminate();
            long millis = trial.await("its process has ended", () -> !leaving.isAlive(), LIMIT);
            Trial.pass(AFTERWARDS);
            LoadCounters.Reading load = site.load().stop();
            long misses = site.balancer().attempts(leaving).stream()
                    .filter(Attempt::isFailed)
                    .count();
            trial.figures(load);
            trial.figure("millisUntilEnded", millis);
            trial.figure("failedAttempts", misses);
            trial.check(load.failed() == 0, load.losses());
        }
    }
}
