package io.governance.examples.faults;

import java.time.Duration;
import java.util.List;

/** All cases of the matrix, in the order in which they run. */
final class FaultCases {
    private FaultCases() {}

    static List<FaultCase> all(Duration probeInterval) {
        return List.of(
                new DrainCase(probeInterval),
                new FreezeCase(probeInterval),
                new PoolCase(probeInterval),
                new DatabaseOneCase(probeInterval),
                new DatabaseAllCase(Outage.SILENT_WITHOUT_STORE, probeInterval),
                new DatabaseAllCase(Outage.SILENT_WITH_STORE, probeInterval),
                new DatabaseAllCase(Outage.STOPPED, probeInterval),
                new OscillateCase(probeInterval),
                new KubeletCase(),
                new NginxDrainCase(),
                new NginxFreezeCase(),
                new NginxDatabaseAllCase());
    }
}
