package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One instance with no processor left, a collector that always works, and a crowd at its health port. */
final class KubeletCase implements FaultCase {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration SPINNING_FOR = Duration.ofSeconds(20);

    /** Longer than it takes to fail six times in a row. */
    private static final Duration LITTERING_FOR = Duration.ofSeconds(50);

    private static final Duration LIVENESS_TIMEOUT = Duration.ofSeconds(5);
    private static final int LIVENESS_FAILURES = 6;
    private static final Duration READINESS_TIMEOUT = Duration.ofSeconds(1);
    private static final int READINESS_FAILURES = 3;
    private static final int SPINNING = 16;
    private static final int LITTERED_MEGABYTES_PER_SECOND = 200;
    private static final int CROWD = 200;

    @Override
    public String name() {
        return "kubelet";
    }

    @Override
    public String goal() {
        return "16 spinning threads and 200 half-open connections: no liveness probe fails; with a busy collector besides:"
                + " no restart";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (Instance instance = Instance.start("a", List.of(), folder).awaitStart();
                HalfOpen crowd = HalfOpen.start(instance.healthPort(), CROWD)) {
            instance.command("spin " + SPINNING);
            Kubelet.Reading live = probe(trial, instance, "spinning", SPINNING_FOR);
            trial.check(live.failures() == 0, live.failures() + " of " + live.probes() + " liveness probes failed");
            instance.command("litter " + LITTERED_MEGABYTES_PER_SECOND);
            Kubelet.Reading littered = probe(trial, instance, "collecting", LITTERING_FOR);
            trial.check(
                    littered.effects() == 0,
                    littered.effects() + " restarts; with a busy collector " + littered.failures() + " of "
                            + littered.probes() + " liveness probes failed, " + littered.inARow() + " in a row");
            trial.figure("restarts", live.effects() + littered.effects());
            trial.figure("halfOpenConnections", crowd.opened());
            trial.figure("brokenHalfOpenConnections", crowd.broken());
        }
    }

    private static Kubelet.Reading probe(Trial trial, Instance instance, String what, Duration length)
            throws InterruptedException {
        int port = instance.healthPort();
        try (Kubelet liveness = Kubelet.start(port, "/health/live", PERIOD, LIVENESS_TIMEOUT, LIVENESS_FAILURES);
                Kubelet readiness =
                        Kubelet.start(port, "/health/ready", PERIOD, READINESS_TIMEOUT, READINESS_FAILURES)) {
            Trial.pass(length);
            figures(trial, what + ".liveness", liveness.read());
            figures(trial, what + ".readiness", readiness.read());
            return liveness.read();
        }
    }

    private static void figures(Trial trial, String prefix, Kubelet.Reading read) {
        trial.figure(prefix + "Probes", read.probes());
        trial.figure(prefix + "ProbesFailed", read.failures());
        trial.figure(prefix + "LongestMillis", read.longestMillis());
    }
}
