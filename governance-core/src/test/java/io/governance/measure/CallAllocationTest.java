package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallAllocationTest {
    private static final int CALLS = 100_000;
    private static final Integer ANSWER = 42;

    private final Operation operation =
            new Operations(Time.system(), new long[] {1_000_000}, 10, (name, what) -> {}).add("orders");

    @Test
    void aMeasuredCallAllocatesNothing() {
        assumeTrue(ThreadAllocation.bytes() >= 0, "this JVM does not count allocated bytes");
        repeat();
        long before = ThreadAllocation.bytes();
        repeat();
        double bytesPerCall = (double) (ThreadAllocation.bytes() - before) / CALLS;
        assertTrue(bytesPerCall < 1, bytesPerCall + " bytes for each call");
    }

    private void repeat() {
        for (int i = 0; i < CALLS; i++) {
            assertEquals(ANSWER, operation.<Integer, RuntimeException>call(() -> ANSWER));
        }
    }

    @Test
    void whatTheCodeAllocatesIsMeasuredOnTheFirstCallAndOneIn8() {
        assumeTrue(ThreadAllocation.bytes() >= 0, "this JVM does not count allocated bytes");
        AtomicReference<byte[]> kept = new AtomicReference<>();
        long[] grown = new long[1];
        for (int i = 0; i < 16; i++) {
            operation.run(() -> {
                Call call = Objects.requireNonNull(Call.current());
                long before = call.allocatedSoFar();
                kept.set(new byte[1 << 20]);
                grown[0] = call.allocatedSoFar() - before;
            });
            assertTrue(grown[0] >= 1 << 20 && grown[0] < 1.1 * (1 << 20), () -> grown[0] + " bytes");
        }
        long read = operation.sinceStart().allocation().count();
        assertTrue(read >= 2 && read <= 4, () -> read + " of 16");
        double most = operation.sinceStart().allocation().quantile(1);
        assertTrue(most >= 1 << 20 && most < 1.1 * (1 << 20), () -> most + " bytes");
    }

    @Test
    void cpuTimeIsReadOnOneCallIn64OrFewerSoThatItCosts10NanosecondsOnAverage() {
        assertTrue(CallStack.CPU_TURN >= 64 && CallStack.CPU_TURN <= 1_024, () -> "one in " + CallStack.CPU_TURN);
        for (int i = 0; i < 10 * CallStack.CPU_TURN; i++) {
            operation.run(() -> {});
        }
        assumeTrue(Call.threadCpuNanos() >= 0, "this JVM does not count CPU time");
        long read = operation.sinceStart().cpuTime().count();
        assertTrue(read >= 10 && read <= 12, () -> read + " instead of 10 and the first");
    }

    @Test
    void theFirstCallOfAnOperationIsAlwaysReadAndStandsForItselfAlone() {
        assumeTrue(ThreadAllocation.bytes() >= 0, "this JVM does not count allocated bytes");
        for (int i = 0; i < 9; i++) {
            Operation rare = operation.operations().named("rare " + i);
            AtomicReference<byte[]> kept = new AtomicReference<>();
            operation.run(() -> rare.run(() -> kept.set(new byte[1 << 20])));
            assertEquals(1, rare.sinceStart().allocation().count());
            assertEquals(1, rare.costs().bytesCalls());
            assertEquals(1 << 20, (double) rare.costs().bytes(), 1 << 16);
        }
        assertEquals(9 << 20, (double) operation.costs().innerBytes(), 1 << 19);
    }

    @Test
    void whatCallsInsideUseIsKnownToBeTheirs() {
        assumeTrue(ThreadAllocation.bytes() >= 0, "this JVM does not count allocated bytes");
        Operation inner = operation.operations().add("inner");
        AtomicReference<byte[]> kept = new AtomicReference<>();
        for (int i = 0; i < 4_000; i++) {
            operation.run(() -> {
                kept.set(new byte[10_000]);
                inner.run(() -> kept.set(new byte[30_000]));
            });
        }
        Costs all = operation.costs();
        assertEquals(4_000, (double) all.bytesCalls(), 40, "each reading stands for eight calls");
        assertEquals(160e6, (double) all.bytes(), 0.05 * 160e6);
        assertEquals(120e6, (double) all.innerBytes(), 0.05 * 120e6);
        assertEquals(120e6, (double) inner.costs().bytes(), 0.05 * 120e6);
        assertEquals(0, inner.costs().innerBytes());
    }

    @Test
    void aWatchIsToldOfEveryCallOnItsThreadAndMayFail() {
        java.util.List<String> told = new java.util.ArrayList<>();
        operation.operations().watch(new CallWatch() {
            @Override
            public void entered(Operation of) {
                told.add("into " + of.name());
                throw new IllegalStateException("a watch with a mistake in it");
            }

            @Override
            public void left(Operation of) {
                told.add("out of " + of.name());
            }
        });
        operation.run(() -> {});
        Call begun = operation.begin();
        begun.resume().close();
        begun.end();
        operation.operations().watch(null);
        operation.run(() -> {});
        assertEquals(java.util.List.of("into orders", "out of orders", "into orders", "out of orders"), told);
        assertEquals(2, operation.operations().misuses());
        assertEquals(3, operation.sinceStart().calls());
    }
}
