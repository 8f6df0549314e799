package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.governance.measure.Operations;
import io.governance.measure.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Real collectors, each in a JVM of its own. */
class CollectorsTest {
    private static final long MEGABYTE = 1 << 20;
    private static final int MOST_ALIVE = 60;

    /** Keeps 24 MB, throws away much more, and prints what was seen of it. */
    static final class Program {
        private Program() {}

        @SuppressWarnings("SystemOut") // the parent reads it
        public static void main(String[] arguments) throws InterruptedException {
            Operations operations = new Operations(Time.system(), new long[0], 10, (operation, what) -> {});
            try (Instance instance = Instance.of(operations)) {
                instance.start();
                List<byte[]> kept = new ArrayList<>();
                for (int i = 0; i < 24; i++) {
                    kept.add(new byte[(int) MEGABYTE]);
                }
                long thrown = 0;
                for (int i = 0; i < 4_000; i++) {
                    thrown += new byte[100_000].length;
                }
                long end = System.nanoTime() + 20_000_000_000L;
                while (System.nanoTime() < end && !isSeen(instance.snapshot())) {
                    System.gc(); // a cycle beside which nothing is allocated
                    Thread.sleep(100);
                    instance.collect();
                }
                instance.collect();
                InstanceSnapshot seen = instance.snapshot();
                System.out.println("live=" + seen.memory().live() / MEGABYTE);
                System.out.println("pauses=" + seen.collections().pauses().count());
                System.out.println("pauseShare=" + seen.collections().pauseShare());
                System.out.println("cycleShare=" + seen.collections().cycleShare());
                System.out.println("safepoints=" + seen.safepoints());
                System.out.println(
                        "allocated=" + seen.collections().allocatedBytes() / (thrown + kept.size() * MEGABYTE));
            }
        }
    }

    /** The collector tells of a cycle a moment after it; one that ran beside allocations counts them as alive. */
    private static boolean isSeen(InstanceSnapshot snapshot) {
        double live = snapshot.memory().live();
        return live > 0 && live < MOST_ALIVE * MEGABYTE;
    }

    @Test
    void g1TellsWhatIsAlive() throws Exception {
        check("G1", false);
    }

    @Test
    void parallelTellsWhatIsAlive() throws Exception {
        check("Parallel", false);
    }

    @Test
    void theCyclesOfZgcAreNoPauses() throws Exception {
        check("Z", true);
    }

    @Test
    void theCyclesOfShenandoahAreNoPauses() throws Exception {
        check("Shenandoah", true);
    }

    private static void check(String collector, boolean isConcurrent) throws Exception {
        Properties seen = run("-XX:+Use" + collector + "GC");
        double live = number(seen, "live");
        assertTrue(live >= 24 && live < MOST_ALIVE, seen::toString);
        assertTrue(number(seen, "pauses") > 0, seen::toString);
        assertEquals(isConcurrent, number(seen, "cycleShare") > 0, seen::toString);
        assertTrue(!isConcurrent || number(seen, "pauseShare") < number(seen, "cycleShare"), seen::toString);
        assertTrue(number(seen, "safepoints") > 0, seen::toString);
        assertEquals(1, number(seen, "allocated"), 0.5, seen::toString);
    }

    @Test
    void withoutPerformanceDataThereIsNoDataOfSafepoints() throws Exception {
        Properties seen = run("-XX:-UsePerfData");
        assertEquals(Double.NaN, number(seen, "safepoints"), seen::toString);
    }

    private static double number(Properties seen, String name) {
        return Double.parseDouble(seen.getProperty(name, "0"));
    }

    private static Properties run(String option) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:TieredStopAtLevel=1",
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        assumeFalse(exit != 0 && output.contains("not supported"), output);
        assertEquals(0, exit, output);
        Properties seen = new Properties();
        seen.load(new java.io.StringReader(output));
        return seen;
    }
}
