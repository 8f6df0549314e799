package io.governance.examples.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One instance with no processor left, a collector that always works, and a crowd at its health port. */
final class KubeletCase implements FaultCase {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final int SPINNING = 16;
    private static final int LITTERED_MEGABYTES_PER_SECOND = 200;
    private static final int CROWD = 200;

    @Override
    public String name() {
        return "kubelet";
    }

    @Override
    public String goal() {
        return "16 spinning threads, a busy collector and 200 half-open connections: no liveness probe fails (limit 5 s)";
    }

    @Override
    public void run(Trial trial, Path folder) throws Exception {
        try (Instance instance = Instance.start("a", List.of(), folder).awaitStart()) {
            instance.command("spin " + SPINNING);
            instance.command("litter " + LITTERED_MEGABYTES_PER_SECOND);
            int port = instance.healthPort();
            try (HalfOpen crowd = HalfOpen.start(port, CROWD);
                    Kubelet liveness = Kubelet.start(port, "/health/live", PERIOD, Duration.ofSeconds(5), 6);
                    Kubelet readiness = Kubelet.start(port, "/health/ready", PERIOD, Duration.ofSeconds(1), 3)) {
                Trial.pass(LENGTH);
                Kubelet.Reading live = liveness.read();
                Kubelet.Reading ready = readiness.read();
                trial.figure("livenessProbes", live.probes());
                trial.figure("failedLivenessProbes", live.failures());
                trial.figure("restarts", live.effects());
                trial.figure("longestLivenessMillis", live.longestMillis());
                trial.figure("readinessProbes", ready.probes());
                trial.figure("failedReadinessProbes", ready.failures());
                trial.figure("timesOutOfService", ready.effects());
                trial.figure("longestReadinessMillis", ready.longestMillis());
                trial.figure("halfOpenConnections", crowd.opened());
                trial.check(live.probes() >= LENGTH.toSeconds() / 4, live.probes() + " liveness probes were made");
                trial.check(live.failures() == 0, live.failures() + " of them failed");
                trial.check(ready.effects() == 0, "never taken out of service; " + ready.failures() + " of "
                        + ready.probes() + " readiness probes failed at their limit of 1 s");
            }
        }
    }
}
