package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Time;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Real CPU time and real allocation of a known load; thread time, so that neighbors on the machine do not matter. */
class AttributionTest {
    private static final double CPU_SECONDS = 0.8;
    private static final int ATTEMPTS = 5;
    private static volatile byte[] sink = {};

    @Test
    void twoOperationsThatWorkThreeToOneAreToldApartAndExplainTheProcess() {
        atLeastOnce(this::threeToOne);
    }

    @Test
    void whatAnInnerOperationUsesIsItsOwn() {
        atLeastOnce(this::innerAndOuter);
    }

    private void threeToOne() {
        Operations operations = operations();
        Operation three = operations.add("three");
        Operation one = operations.add("one");
        Instance instance = instance(operations);
        long used = burn(() -> {
            three.run(() -> Burning.burn(3));
            one.run(() -> Burning.burn(1));
        });
        Attribution seen = collected(operations, instance);
        double ratio = part(seen, "three").cpuNanos() / part(seen, "one").cpuNanos();
        assertEquals(3, ratio, 0.15 * 3, seen::text);
        double sum = part(seen, "three").cpuNanos() + part(seen, "one").cpuNanos();
        assertEquals(1, sum / used, 0.10, () -> "of the thread: " + seen.text());
        double jvm = known(seen.compilationNanos()) + known(seen.collectionNanos());
        assertEquals(1, (sum + jvm) / seen.processCpuNanos(), 0.15, () -> "of the process: " + seen.text());
        assertTrue(seen.processCpuNanos() >= 0.95 * used, seen::text);
        assertTrue(part(seen, "three").cpuReadings() < part(seen, "three").calls() / 30, seen::text);
        assertEquals("three", seen.operations().get(0).operation());
    }

    private void innerAndOuter() {
        Operations operations = operations();
        Operation outer = operations.add("outer");
        Operation inner = operations.add("inner");
        Instance instance = instance(operations);
        long used = burn(() -> outer.run(() -> {
            Burning.burn(1);
            inner.run(() -> Burning.burn(3));
        }));
        Attribution seen = collected(operations, instance);
        double sum = part(seen, "outer").cpuNanos() + part(seen, "inner").cpuNanos();
        assertEquals(1, sum / used, 0.10, () -> "counted twice: " + seen.text());
        assertEquals(0.75, part(seen, "inner").cpuNanos() / sum, 0.08, seen::text);
    }

    @Test
    void allocationIsAttributedToo() {
        Operations operations = operations();
        Operation warming = operations().add("warming");
        for (int i = 0; i < 1_000; i++) {
            allocate(warming, 20_000);
        }
        Operation three = operations.add("three");
        Operation one = operations.add("one");
        Instance instance = instance(operations);
        for (int i = 0; i < 10_000; i++) {
            allocate(three, 30_000);
            allocate(one, 10_000);
        }
        Attribution seen = collected(operations, instance);
        assertEquals(3, part(seen, "three").bytes() / part(seen, "one").bytes(), 0.1, seen::text);
        double attributed = part(seen, "three").bytes() + part(seen, "one").bytes();
        assertEquals(1, attributed / 400e6, 0.03, seen::text);
        assertEquals(1, attributed / seen.processBytes(), 0.2, seen::text);
    }

    @Test
    void anOperationNeverReadIsNoDataAndOneReadBeforeIsTakenForWhatItWas() {
        Readings machine = new Readings();
        Operations stepped = new Operations(machine.time, new long[0], 10, (operation, what) -> {});
        Instance instance = Instance.of(stepped, machine.pauses, new StallLog(), machine);
        Operation never = stepped.add("never");
        never.begin().end();
        Operation before = stepped.add("before");
        for (int i = 0; i < 10_000 && before.costs().cpuCalls() == 0; i++) { // few are read
            before.run(() -> Burning.burn(1));
        }
        machine.cpuNanos = 1e9;
        machine.time.pass(Duration.ofSeconds(5));
        stepped.collect();
        machine.time.pass(Duration.ofMinutes(6));
        stepped.collect();
        instance.collect();
        for (int i = 0; i < 5; i++) {
            before.begin().end(); // never read
        }
        never.begin().end();
        machine.time.pass(Duration.ofSeconds(5));
        stepped.collect();
        instance.collect();
        Attribution.Part part = part(instance.attribution(), "before");
        assertEquals(5, part.calls());
        assertEquals(0, part.cpuReadings());
        assertTrue(part.cpuNanos() > 0, part::toString);
        assertEquals(Double.NaN, part(instance.attribution(), "never").cpuNanos());
        assertTrue(instance.attribution().text().contains("not attributed"), instance.attribution()::text);
    }

    private static Operations operations() {
        return new Operations(Time.system(), new long[0], 10, (operation, what) -> {});
    }

    private static Instance instance(Operations operations) {
        PauseLog pauses = new PauseLog();
        Machine machine = new Machine(Path.of("/"), Time.system(), pauses, new LiveSet());
        return Instance.of(operations, pauses, new StallLog(), machine);
    }

    private static Attribution collected(Operations operations, Instance instance) {
        operations.collect();
        instance.collect();
        return instance.attribution();
    }

    private static void warmUp() {
        Operation warming = operations().add("warming");
        for (int i = 0; i < 1_000; i++) {
            int units = 1 + i % 3;
            warming.run(() -> Burning.burn(units));
        }
    }

    /** A virtual machine that is not run for a while counts that as work of one call: a lump that few readings weigh. */
    private static void atLeastOnce(Runnable attempt) {
        for (int attempts = 1; ; attempts++) {
            try {
                warmUp();
                attempt.run();
                return;
            } catch (AssertionError e) {
                if (attempts == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static double known(double nanos) {
        return Double.isNaN(nanos) ? 0 : nanos;
    }

    private static long burn(Runnable turn) {
        long start = Call.threadCpuNanos();
        long used = 0;
        while (used < CPU_SECONDS * 1e9) {
            turn.run();
            used = Call.threadCpuNanos() - start;
        }
        return used;
    }

    private static void allocate(Operation operation, int bytes) {
        operation.run(() -> sink = new byte[bytes]);
    }

    private static Attribution.Part part(Attribution seen, String operation) {
        return seen.operations().stream()
                .filter(part -> part.operation().equals(operation))
                .findFirst()
                .orElseThrow();
    }
}
