package io.governance.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GrowthPaceTest {
    @Test
    void theSameOrFewerQueriesAreNoGrowth() {
        assertEquals(Optional.empty(), complaint(Map.of(3, 5, 15, 5, 75, 5)));
        assertEquals(Optional.empty(), complaint(Map.of(3, 6, 15, 5, 75, 5)));
    }

    @Test
    void growthAfterAFirstRunThatWarmedUpIsFound() {
        assertTrue(complaint(Map.of(3, 30, 15, 17, 75, 77)).isPresent());
    }

    @Test
    void thePaceIsSaidInWords() {
        assertPace("about one query for each row", Map.of(3, 5, 75, 77));
        assertPace("about 2.0 queries for each row", Map.of(3, 7, 75, 151));
        assertPace("about one query for every 10 rows", Map.of(10, 1, 100, 10));
        assertPace("not steadily, but more than with fewer rows", Map.of(3, 5, 15, 17, 75, 5));
    }

    private static void assertPace(String expected, Map<Integer, Integer> queriesByRows) {
        String complaint = complaint(queriesByRows).orElseThrow();
        assertTrue(complaint.endsWith(expected), complaint);
    }

    private static Optional<String> complaint(Map<Integer, Integer> queriesByRows) {
        return new Growth(new TreeMap<>(queriesByRows)).complaint();
    }
}
