package io.governance.leak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Nine small JVMs, three at a time: each kind of program under each collector. */
class MemoryProgramTest {
    @Test
    void realProgramsGetTheRightVerdictUnderEveryCollector() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Map<String, Future<String>> printed = new LinkedHashMap<>();
            for (MemoryPrograms.Collector collector : MemoryPrograms.Collector.values()) {
                for (MemoryProgram.Kind kind : MemoryProgram.Kind.values()) {
                    printed.put(
                            kind + " " + collector, threads.submit(() -> MemoryPrograms.run(java, kind, collector)));
                }
            }
            List<String> wrong = new ArrayList<>();
            for (Map.Entry<String, Future<String>> entry : printed.entrySet()) {
                String said = entry.getValue().get();
                MemoryProgram.Kind kind =
                        MemoryProgram.Kind.valueOf(entry.getKey().split(" ", -1)[0]);
                if (!MemoryPrograms.isRight(kind, said)) {
                    wrong.add(entry.getKey() + ": " + said);
                }
            }
            assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        } finally {
            threads.shutdownNow();
        }
    }
}
