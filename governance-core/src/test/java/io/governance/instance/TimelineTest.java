package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Timeline timeline = new Timeline();

    @Test
    void aSampleBelongsToTheInnermostCallOfItsThread() {
        timeline.entered(1, 10, "outer");
        sample(1, 15, "a");
        timeline.entered(1, 20, "inner");
        sample(1, 25, "b");
        timeline.left(1, 30, "inner");
        sample(1, 35, "c");
        timeline.left(1, 40, "outer");
        sample(1, 45, "d");
        sample(2, 25, "e");
        assertEquals(Map.of("a", "outer", "b", "inner", "c", "outer", "d", "", "e", ""), joined());
    }

    @Test
    void eventsMayComeInAnyOrder() {
        sample(1, 15, "a");
        timeline.left(1, 20, "orders");
        timeline.entered(1, 10, "orders");
        assertEquals(Map.of("a", "orders"), joined());
    }

    @Test
    void callsThatWereOpenBeforeAreKnownByTheirEnd() {
        sample(1, 5, "a");
        timeline.left(1, 10, "inner");
        sample(1, 15, "b");
        timeline.entered(1, 16, "other");
        timeline.left(1, 18, "other");
        timeline.left(1, 20, "outer");
        sample(1, 25, "c");
        assertEquals(Map.of("a", "inner", "b", "outer", "c", ""), joined());
    }

    @Test
    void callsThatAreStillOpenAreKnownByTheirStart() {
        timeline.entered(1, 10, "outer");
        timeline.entered(1, 12, "inner");
        sample(1, 15, "a");
        assertEquals(Map.of("a", "inner"), joined());
    }

    private void sample(long thread, long at, String method) {
        timeline.sample(thread, at, new Profile.Frame(method, null));
    }

    private Map<String, String> joined() {
        Map<String, String> operations = new TreeMap<>();
        timeline.join((operation, frame) -> operations.put(frame.method(), operation));
        return operations;
    }
}
