package io.governance.examine;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.judge.Area;
import io.governance.measure.Operation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloserLookTest {
    private final byte[][] kept = new byte[30_000][];
    private int next;
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
            ExaminationReport report = look(governance);
            for (int attempt = 1; attempt < 10 && !isComplete(report); attempt++) { // the JVM samples, and may miss
                report = look(governance);
            }
            isOver = true;
            worker.join();
            assertTrue(garbage.length > 0);
            assertTrue(figures(report, Area.CPU).contains("orders.load: "), report::text);
            assertTrue(isComplete(report), report::text);
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

    private static ExaminationReport look(Governance governance) throws InterruptedException {
        return governance.examinations().closely("ada", "it is slow", Duration.ofSeconds(1));
    }

    private static boolean isComplete(ExaminationReport report) {
        String kept = figures(report, Area.MEMORY_LEAKS);
        return figures(report, Area.CPU).contains("CloserLookTest.load")
                && kept.contains("outlived a collection within")
                && kept.contains("CloserLookTest.load");
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
        kept[next++ % kept.length] = order; // each stays for some collections
    }
}
