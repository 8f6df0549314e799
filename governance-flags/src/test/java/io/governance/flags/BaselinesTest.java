package io.governance.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselinesTest {
    private static final Baselines FROZEN = Baselines.NONE.plus("lat=390:600,400:400;cpu=380:20");

    @Test
    void aSliceIsJudgedByTheTablesFrozenLastBeforeIt() {
        Baselines baselines = FROZEN.plus("").plus("lat=395:1000").plus("");
        assertEquals(List.of(0, 0, 0, 1, 1), baselines.bySlice());
        assertEquals(Map.of("lat", Map.of(395, 1_000L)), baselines.latest());
    }

    @Test
    void freshTablesOfEnoughCallsTakeThePlaceOfTheOldOnes() {
        Map<String, Map<Integer, Long>> fresh = Map.of("lat", Map.of(420, 1_000L), "cpu", Map.of(410, 20L));
        assertEquals(fresh, FROZEN.refreshed(fresh, "lat", 1_000));
    }

    @Test
    void tooFewFreshCallsChangeNothing() {
        assertTrue(
                FROZEN.refreshed(Map.of("lat", Map.of(420, 999L)), "lat", 1_000).isEmpty());
        assertTrue(FROZEN.refreshed(Map.of(), "lat", 1_000).isEmpty());
    }

    @Test
    void aMetricWithFewerReadingsThanBeforeKeepsItsTable() {
        Map<String, Map<Integer, Long>> next = FROZEN.refreshed(
                Map.of("lat", Map.of(420, 1_000L), "cpu", Map.of(410, 19L), "qry", Map.of(3, 5_000L)), "lat", 1_000);
        assertEquals(Map.of("lat", Map.of(420, 1_000L), "cpu", Map.of(380, 20L)), next, "and no metric is added");
    }
}
