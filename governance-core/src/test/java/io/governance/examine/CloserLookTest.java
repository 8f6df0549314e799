package io.governance.examine;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.judge.Area;
import io.governance.measure.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloserLookTest {
    private final List<byte[]> kept = new ArrayList<>();
    private volatile byte[] garbage = {};
    private volatile boolean isOver;

    @Test
    void aReportNamesWhereAnOperationRanAndWhatStayed() throws InterruptedException {
        try (Governance governance = Governance.builder().build()) {
            Operation operation = governance.operation("orders.load");
            Thread worker = new Thread(() -> {
                while (!isOver) {
                    operation.run(this::load);
                }
            });
            worker.start();
            ExaminationReport report = governance.examinations().closely("ada", "it is slow", Duration.ofSeconds(2));
            isOver = true;
            worker.join();
            assertTrue(garbage.length > 0);
            assertTrue(figures(report, Area.CPU).contains("orders.load: "), report::text);
            assertTrue(figures(report, Area.CPU).contains("CloserLookTest.load"), report::text);
            assertTrue(
                    figures(report, Area.MEMORY_LEAKS).contains("byte[] outlived a collection within"), report::text);
            assertTrue(figures(report, Area.MEMORY_LEAKS).contains("CloserLookTest.load"), report::text);
            assertTrue(report.json().contains("CloserLookTest.load"));
        }
    }

    @Test
    void aLookThatIsTooLongIsRefused() {
        try (Governance governance = Governance.builder().manual().build()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> governance.examinations().closely("ada", "it is slow", Duration.ofMinutes(2)));
            assertTrue(governance.examinations().latest().isEmpty());
        }
    }

    private static String figures(ExaminationReport report, Area area) {
        return report.lines().stream()
                .filter(line -> line.area() == area)
                .findFirst()
                .orElseThrow()
                .figures()
                .toString();
    }

    private void load() {
        byte[] order = new byte[1_000];
        for (int i = 0; i < 20_000; i++) {
            order[i % order.length] += (byte) (i * i);
        }
        garbage = new byte[100_000]; // so that there are collections
        if (kept.size() < 100_000) {
            kept.add(order);
        }
    }
}
