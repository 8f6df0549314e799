package io.governance.leak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationSitesTest {
    @Test
    void thePlaceThatAllocatesWhatStaysIsNamed() {
        List<AllocationSites.Site> sites;
        List<byte[]> kept = new ArrayList<>();
        try (AllocationSites sampling = AllocationSites.start()) {
            for (int i = 0; i < 40_000; i++) {
                kept.add(new byte[2_000]);
            }
            System.gc();
            sites = sampling.stop();
        }
        assertTrue(kept.size() == 40_000);
        assertTrue(sites.stream().anyMatch(site -> site.place().contains("AllocationSitesTest")), sites::toString);
    }
}
