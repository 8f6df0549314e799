package io.governance.leak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationSitesTest {
    @Test
    void thePlaceThatAllocatesWhatStaysIsNamed() {
        List<AllocationSites.Site> sites = List.of();
        for (int attempt = 0; attempt < 5 && !isNamed(sites); attempt++) { // the JVM samples, and may miss
            sites = sample();
        }
        assertTrue(isNamed(sites), sites::toString);
    }

    private static boolean isNamed(List<AllocationSites.Site> sites) {
        return sites.stream().anyMatch(site -> site.place().contains("AllocationSitesTest"));
    }

    private static List<AllocationSites.Site> sample() {
        List<AllocationSites.Site> sites;
        List<byte[]> kept = new ArrayList<>();
        try (AllocationSites sampling = AllocationSites.start()) {
            for (int i = 0; i < 40_000; i++) {
                kept.add(new byte[2_000]);
            }
            sites = sampling.stop();
        }
        assertTrue(kept.size() == 40_000);
        return sites;
    }
}
