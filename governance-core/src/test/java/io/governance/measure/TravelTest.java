package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls that go to other threads, and everything that can go wrong with the way back. */
class TravelTest {
    private static final class Note implements Call.Attachment {
        int value;

        @Override
        public void callEnded(Call call) {
            value = 0;
        }
    }

    private static final Call.Slot<Note> SLOT = Call.Slot.create(Note::new);

    private final ManualTime time = new ManualTime();
    private final List<String> misuses = new ArrayList<>();
    private final Operations operations =
            new Operations(time, new long[0], 1_000, (operation, what) -> misuses.add(operation + ": " + what));
    private final Operation outer = operations.add("outer");
    private final Operation inner = operations.add("inner");

    @Test
    void operationsOnAnotherThreadFindTheirParentAndAddTheirQueriesToIt() {
        outer.run(() -> {
            Call here = captured();
            elsewhere(() -> {
                Call.Scope scope = here.resume();
                assertSame(here, current().origin());
                inner.run(() -> {
                    assertSame(outer, Objects.requireNonNull(current().parent()).operation());
                    current().addQueries(2);
                });
                current().addQueries(3);
                current().addPayload(70);
                current().mark(Outcome.DEGRADED);
                assertEquals(5, here.queries(), "at once, not only when the scope closes");
                scope.close();
                assertNull(Call.current());
            });
            assertEquals(5, current().queries());
        });
        Snapshot seen = outer.sinceStart();
        assertEquals(5, seen.queriesQuantile(1));
        assertEquals(1, seen.degraded());
        assertEquals(1, seen.payload().count());
        assertEquals(2, inner.sinceStart().queriesQuantile(1));
        assertEquals(List.of(), misuses);
    }

    @Test
    void theSameOperationOnTheOtherThreadJoinsTheCall() {
        outer.run(() -> {
            Call here = captured();
            elsewhere(() -> {
                Call.Scope scope = here.resume();
                outer.run(() -> assertSame(here, current().origin()));
                scope.close();
            });
        });
        assertEquals(1, outer.sinceStart().calls());
    }

    @Test
    void slotsAreNotSharedBetweenThreads() {
        outer.run(() -> {
            Note mine = current().get(SLOT);
            mine.value = 7;
            Call here = captured();
            elsewhere(() -> {
                Call.Scope scope = here.resume();
                assertNotSame(mine, current().get(SLOT));
                assertSame(current().get(SLOT), current().root().get(SLOT), "also not those of calls further out");
                scope.close();
            });
            assertEquals(7, current().get(SLOT).value);
        });
    }

    @Test
    void flagsTravel() {
        outer.callWith(Call.Flag.SHADOW, () -> {
            Call here = captured();
            elsewhere(() -> {
                Call.Scope scope = here.resume();
                inner.run(() -> assertTrue(current().has(Call.Flag.SHADOW)));
                scope.close();
            });
            inner.begin().end();
            return 1;
        });
        assertEquals(0, inner.sinceStart().calls(), "what a shadow starts is no part of health");
    }

    @Test
    void aCapturedCallLeavesThePoolAndIsNeverUsedAgain() {
        Call[] kept = new Call[2];
        outer.run(() -> kept[0] = captured());
        outer.run(() -> kept[1] = current());
        assertNotSame(kept[0], kept[1]);
        outer.run(() -> assertSame(kept[1], current(), "one that stayed is"));
        assertFalse(kept[0].isOpen(kept[0].generation()));
    }

    @Test
    void modulesKeepTheirObjectsWhenACallLeavesThePool() {
        Note[] seen = new Note[2];
        outer.run(() -> {
            seen[0] = current().get(SLOT);
            captured();
        });
        outer.run(() -> seen[1] = current().get(SLOT));
        assertSame(seen[0], seen[1]);
    }

    @Test
    void aCallTakes96BytesAndCapturingOneNoMore() {
        assumeTrue(ThreadAllocation.bytes() >= 0, "this JVM does not count allocated bytes");
        Call[] kept = new Call[10_000];
        capture(kept); // what happens once is over
        long before = ThreadAllocation.bytes();
        capture(kept);
        double each = (double) (ThreadAllocation.bytes() - before) / kept.length;
        assertTrue(each <= 97, () -> each + " bytes for each captured call");
    }

    private void capture(Call[] kept) {
        for (int i = 0; i < kept.length; i++) {
            kept[i] = outer.<Call, RuntimeException>call(TravelTest::captured);
        }
    }

    @Test
    void whatComesForACallThatEndedMeanwhileIsCountedAndDropped() {
        Call[] kept = new Call[1];
        outer.run(() -> kept[0] = captured());
        elsewhere(() -> {
            Call.Scope scope = kept[0].resume();
            assertNull(Call.current(), "there is nothing to go on with");
            inner.run(() -> {
                assertNull(current().parent());
                current().addQueries(4);
            });
            kept[0].addQueries(9);
            kept[0].addPayload(9);
            kept[0].mark(Outcome.ERROR);
            scope.close();
        });
        assertEquals(0, outer.sinceStart().queries().count());
        assertEquals(0, outer.sinceStart().errors());
        assertEquals(4, inner.sinceStart().queriesQuantile(1));
        assertEquals(3, operations.lateAdditions());
        assertEquals(List.of(), misuses, "a task may outlive its request");
    }

    @Test
    void aScopeClosedTwiceOrOnAnotherThreadIsCountedAndHarmless() {
        Call call = outer.begin();
        Call.Scope scope = call.resume();
        elsewhere(scope::close);
        assertSame(call, current().origin(), "the other thread cannot close it");
        scope.close();
        scope.close();
        assertNull(Call.current());
        call.end();
        assertEquals(
                List.of(
                        "outer: a scope was closed on another thread",
                        "outer: a scope was closed twice, or after the call around it ended"),
                misuses);
    }

    @Test
    void scopesMayBeClosedInAnyOrder() {
        Call one = outer.begin();
        Call two = inner.begin();
        Call.Scope first = one.resume();
        Call.Scope second = two.resume();
        first.close();
        assertSame(two, current().origin());
        second.close();
        assertNull(Call.current());
        assertEquals(0, CallStack.ofThread().depth());
        assertEquals(List.of(), misuses);
    }

    @Test
    void aScopeClosedInsideAnotherCallLeavesNothingBehind() {
        elsewhere(() -> {
            Call one = outer.begin();
            Call.Scope scope = one.resume();
            inner.run(scope::close);
            assertNull(Call.current());
            assertEquals(0, CallStack.ofThread().depth());
            inner.run(() -> assertNull(current().parent()));
            one.end();
        });
        assertEquals(List.of(), misuses);
    }

    @Test
    void aWatchIsToldOfAScopeThatIsDropped() {
        List<String> told = new ArrayList<>();
        operations.watch(new CallWatch() {
            @Override
            public void entered(Operation of) {
                told.add("into " + of.name());
            }

            @Override
            public void left(Operation of) {
                told.add("out of " + of.name());
            }
        });
        Call left = inner.begin();
        outer.run(left::resume);
        operations.watch(null);
        assertEquals(List.of("into outer", "into inner", "out of inner", "out of outer"), told);
    }

    @Test
    void aCallInsideAResumedOneReadsTheClockThreeTimes() {
        AtomicInteger readings = new AtomicInteger();
        Time counted = new Time() {
            @Override
            public long nanos() {
                return readings.incrementAndGet();
            }

            @Override
            public Instant now() {
                return time.now();
            }
        };
        Operations own = new Operations(counted, new long[0], 10, (operation, what) -> {});
        Operation child = own.add("child");
        Call.Scope scope = own.add("parent").begin((Call) null).resume();
        int before = readings.get();
        child.run(() -> {});
        assertEquals(3, readings.get() - before, "whether the scope has lasted too long, start and end");
        scope.close();
    }

    @Test
    void whatWasBegunIsOpenUntilItEnds() {
        Call one = outer.begin();
        Call two = inner.begin();
        outer.run(() -> assertEquals(2, operations.openCalls()));
        one.end();
        one.end();
        assertEquals(1, operations.openCalls());
        two.endAs(outer, null);
        assertEquals(0, operations.openCalls());
    }

    @Test
    void aScopeLeftOpenInsideACallIsDroppedWithItAndCounted() {
        Call left = inner.begin();
        outer.run(left::resume);
        assertNull(Call.current());
        assertEquals(List.of("inner: a scope was left open when the call around it ended"), misuses);
        outer.run(() -> assertNull(current().parent()));
    }

    @Test
    void aCallThatEndsWhileItsScopeIsOpenPoisonsNothing() {
        elsewhere(() -> {
            Call left = outer.begin();
            left.resume();
            left.end();
            assertNull(Call.current());
            outer.run(() -> assertNull(current().parent()));
        });
        assertEquals(2, outer.sinceStart().calls());
    }

    @Test
    void aCallThatIsNeverEndedPoisonsItsThreadForAnHourAtMost() {
        elsewhere(() -> {
            outer.begin().resume();
            outer.run(() -> {});
            assertEquals(0, outer.sinceStart().calls(), "it looks like a call that is going on");
            time.pass(Duration.ofHours(1));
            outer.run(() -> assertNull(current().parent()));
            assertEquals(1, outer.sinceStart().calls());
        });
    }

    @Test
    void scopesThatNobodyClosesDoNotAddUp() {
        elsewhere(() -> {
            for (int i = 0; i < 10_000; i++) {
                operations.named("leak " + i % 7).begin((Call) null).resume();
            }
            int depth = CallStack.ofThread().depth();
            assertTrue(depth <= 64, () -> depth + " scopes are kept");
            Call.Scope scope = Call.outside();
            outer.run(() -> assertNull(current().parent()));
            scope.close();
        });
    }

    @Test
    void resumingACallThatIsOpenHereAlreadyChangesNothing() {
        outer.run(() -> {
            Call here = current();
            Call.Scope scope = captured().resume();
            assertSame(here, current());
            inner.run(() -> {
                Call.Scope again = here.resume();
                assertSame(inner, current().operation(), "a call further in stays the current one");
                again.close();
            });
            scope.close();
            assertSame(here, current());
        });
    }

    @Test
    void aBegunCallThatIsResumedWhereItBeganIsInsideTheCallThere() {
        Call[] around = new Call[1];
        outer.run(() -> {
            around[0] = current();
            Call begun = inner.begin();
            Call.Scope scope = begun.resume();
            time.pass(Duration.ofMillis(3));
            assertSame(around[0], current().root());
            current().addQueries(2);
            scope.close();
            begun.end();
            time.pass(Duration.ofMillis(4));
        });
        assertEquals(4_000_000, around[0].selfNanos());
        assertEquals(2, outer.sinceStart().queriesQuantile(1));
        assertEquals(3_000_000, outer.sinceStart().innerNanos());
        assertEquals(3_000_000, inner.sinceStart().responseTime().quantile(1), 0.011 * 3_000_000);
    }

    @Test
    void nothingIsCurrentOutsideOfEveryCall() {
        outer.run(() -> {
            Call here = current();
            Call.Scope scope = Call.outside();
            assertNull(Call.current());
            inner.run(() -> assertNull(current().parent()));
            scope.close();
            assertSame(here, current());
        });
        assertEquals(List.of(), misuses);
    }

    @Test
    void whatTheOtherThreadAllocatesIsTheCallsToo() {
        assumeTrue(ThreadAllocation.bytes() >= 0, "this JVM does not count allocated bytes");
        byte[][] kept = new byte[1][];
        for (int i = 0; i < 64; i++) {
            Call call = outer.begin();
            elsewhere(() -> {
                Call.Scope scope = call.resume();
                kept[0] = new byte[1 << 20];
                scope.close();
            });
            call.end();
        }
        Histogram seen = outer.sinceStart().allocation();
        assertTrue(seen.count() >= 7 && seen.count() <= 9, () -> seen.count() + " of 64 calls");
        assertTrue(seen.quantile(0) >= 1 << 20, () -> seen.quantile(0) + " bytes");
    }

    private static void elsewhere(Runnable task) {
        FutureTask<Boolean> done = new FutureTask<>(task, true);
        new Thread(done).start();
        try {
            done.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Call captured() {
        return Objects.requireNonNull(Call.capture());
    }

    private static Call current() {
        return Objects.requireNonNull(Call.current());
    }
}
