package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ThreadTimesTest {
    @TempDir
    Path root;

    @Test
    void compilersAndCollectorsAreKnownByTheirNames() throws IOException {
        thread(1, "java", 5);
        thread(2, "C2 CompilerThre", 100);
        thread(3, "C1 CompilerThre", 20);
        thread(4, "GC Thread#0", 7);
        thread(5, "G1 Conc#0", 1);
        thread(6, "http-nio-8080-e", 1_000);
        ThreadTimes times = ThreadTimes.under(root);
        assertEquals(new ThreadTimes.Totals(120, 8), times.read());
        assertEquals(new ThreadTimes.Totals(120, 8), times.read());
    }

    @Test
    void aThreadThatEndedHasDoneItsWorkAndANewOneIsNamedAMomentLater() throws IOException {
        thread(2, "C2 CompilerThre", 100);
        ThreadTimes times = ThreadTimes.under(root);
        assertEquals(new ThreadTimes.Totals(100, 0), times.read());
        Files.delete(root.resolve("proc/self/task/2/comm"));
        Files.delete(root.resolve("proc/self/task/2/schedstat"));
        Files.delete(root.resolve("proc/self/task/2"));
        thread(9, "java", 30);
        assertEquals(new ThreadTimes.Totals(100, 0), times.read());
        thread(9, "C1 CompilerThre", 40);
        assertEquals(new ThreadTimes.Totals(140, 0), times.read());
    }

    @Test
    void withoutTheKernelsFilesThereIsNoData() {
        assertEquals(
                new ThreadTimes.Totals(Double.NaN, Double.NaN),
                ThreadTimes.under(root).read());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisJvmHasCompiledSomething() {
        ThreadTimes.Totals totals = ThreadTimes.under(Path.of("/")).read();
        assertTrue(totals.compilationNanos() > 0, totals::toString);
    }

    private void thread(int id, String name, long nanos) throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/self/task/" + id));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("schedstat"), nanos + " 12345 6\n");
    }
}
