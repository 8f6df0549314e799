package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One instance stands still behind a balancer that learns it from callers' requests alone. */
final class NginxFreezeCase implements FaultCase {
    private static final Duration FROZEN = Duration.ofSeconds(6);
    private static final Duration BACK = Duration.ofSeconds(5);

    /** With a third of 100 requests a second, a pause this long is no chance. */
    private static final long LEFT_ALONE_MILLIS = 500;

    @Override
    public String name() {
        return "nginx-freeze";
    }

    @Override
    public String goal() {
        return "a frozen instance behind nginx: its requests are answered by another, 0 failed; it serves again later";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (Site<Nginx> site = Site.open(folder, Site.CALLS_PER_SECOND, name -> List.of(), Nginx::start)) {
            Instance frozen = site.victim();
            long frozenAtMillis = System.currentTimeMillis();
            frozen.freeze();
            Trial.pass(FROZEN);
            LoadCounters.Reading without = site.load().read();
            frozen.thaw();
            Trial.pass(BACK);
            LoadCounters.Reading load = site.load().stop();
            List<Attempt> attempts = site.balancer().attempts(frozen).stream()
                    .filter(attempt -> attempt.startedMillis() >= frozenAtMillis)
                    .toList();
            trial.figures(load);
            trial.figure(
                    "failedAttempts",
                    attempts.stream().filter(Attempt::isFailed).count());
            trial.figure("millisUntilOut", millisUntilLeftAlone(attempts, frozenAtMillis));
            trial.figure("failTimeoutMillis", Nginx.FAIL_TIMEOUT_MILLIS);
            trial.check(load.by(frozen) > without.by(frozen), "it serves again");
            trial.check(load.failed() == 0, load.losses());
        }
    }

    private static long millisUntilLeftAlone(List<Attempt> attempts, long frozenAtMillis) {
        long last = frozenAtMillis;
        for (long started :
                attempts.stream().mapToLong(Attempt::startedMillis).sorted().toArray()) {
            if (started - last > LEFT_ALONE_MILLIS) {
                break;
            }
            last = started;
        }
        return last - frozenAtMillis;
    }
}
