package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class CallTest {
    private final ManualTime time = new ManualTime();
    private final List<String> misuses = new ArrayList<>();
    private final Operations operations =
            new Operations(time, new long[] {1_000}, 1_000, (operation, what) -> misuses.add(operation + ": " + what));
    private final Operation outer = operations.add("outer");
    private final Operation inner = operations.add("inner");

    @Test
    void theTimeOfACallInsideBelongsToBothButOnlyOnceToItself() {
        Call[] kept = new Call[1];
        outer.run(() -> {
            kept[0] = current();
            pass(3);
            inner.run(() -> pass(4));
            pass(2);
            assertEquals(0, kept[0].durationNanos(), "not known before the end");
        });
        Call ended = kept[0];
        assertEquals(9_000, ended.durationNanos());
        assertEquals(5_000, ended.selfNanos());
        assertEquals(1, outer.sinceStart().calls());
        assertEquals(1, inner.sinceStart().calls());
    }

    @Test
    void innermostCallIsCurrentAndKnowsWhatIsAroundIt() {
        assertNull(Call.current());
        outer.run(() -> {
            Call around = current();
            inner.run(() -> {
                assertSame(inner, current().operation());
                assertSame(around, current().parent());
                assertSame(around, current().root());
            });
            assertSame(around, current());
            assertSame(around, around.root());
            assertNull(around.parent());
        });
        assertNull(Call.current());
    }

    @Test
    void aCallInsideTheSameOperationJoinsTheOpenOne() {
        outer.run(() -> {
            Call call = current();
            outer.run(() -> assertSame(call, current()));
            assertEquals("joined", outer.<String, RuntimeException>call(() -> "joined"));
        });
        assertEquals(1, outer.sinceStart().calls());
    }

    @Test
    void aCallOfTheSameOperationAroundAnotherOneIsACallOfItsOwn() {
        outer.run(() -> inner.run(() -> outer.run(() -> assertNotNull(current().parent()))));
        assertEquals(2, outer.sinceStart().calls());
    }

    @Test
    void flagsHoldForAllCallsInside() {
        outer.callWith(Call.Flag.READ_ONLY, () -> {
            assertTrue(current().has(Call.Flag.READ_ONLY));
            assertFalse(current().has(Call.Flag.SHADOW));
            inner.callWith(Call.Flag.SHADOW, () -> {
                assertTrue(current().has(Call.Flag.READ_ONLY));
                assertTrue(current().has(Call.Flag.SHADOW));
                return 1;
            });
            assertFalse(current().has(Call.Flag.SHADOW));
            return 1;
        });
        outer.run(() -> assertFalse(current().has(Call.Flag.READ_ONLY)));
    }

    @Test
    void aReferenceKeptBeyondTheCallIsRecognizedByItsGeneration() {
        Call[] kept = new Call[1];
        long[] generation = new long[1];
        outer.run(() -> {
            kept[0] = current();
            generation[0] = current().generation();
            assertTrue(kept[0].isOpen(generation[0]));
        });
        assertFalse(kept[0].isOpen(generation[0]));
        inner.run(() -> {
            assertSame(kept[0], current(), "the object is used again");
            assertFalse(kept[0].isOpen(generation[0]));
            assertTrue(kept[0].isOpen(current().generation()));
        });
    }

    @Test
    void endingAPooledCallByHandIsRefusedAndCounted() {
        Call[] kept = new Call[1];
        outer.run(() -> {
            kept[0] = current();
            current().end();
            pass(7);
            assertTrue(current().isOpen(current().generation()));
        });
        assertEquals(List.of("outer: a call opened by Operation.call was ended by hand"), misuses);
        assertEquals(1, outer.sinceStart().calls());
        assertEquals(7_000, kept[0].durationNanos());
    }

    @Test
    void aCallEndedTwiceIsCountedAndOtherwiseHarmless() {
        Call call = outer.begin();
        pass(5);
        call.end();
        pass(5);
        call.end();
        call.end(new IllegalStateException("late"));
        assertEquals(5_000, call.durationNanos());
        assertEquals(Outcome.OK, call.outcome());
        assertEquals(1, outer.sinceStart().calls());
        assertEquals(0, outer.sinceStart().errors());
        assertEquals(2, operations.misuses());
        assertEquals("outer: a call was ended twice", misuses.get(0));
    }

    @Test
    void aCallMayBeginHereAndEndOnAnotherThread() throws InterruptedException {
        Call call = outer.begin();
        assertNull(Call.current(), "it is no thread's current call");
        pass(8);
        Thread other = new Thread(() -> {
            call.addQueries(3);
            call.end(new IOException("lost"));
        });
        other.start();
        other.join();
        Snapshot seen = outer.sinceStart();
        assertEquals(1, seen.calls());
        assertEquals(1, seen.errors());
        assertEquals(3, seen.queriesQuantile(1));
        assertEquals(8_000, call.durationNanos());
        assertEquals(-1, call.allocatedBytes(), "nobody knows what it allocated");
        assertEquals(0, seen.allocation().count());
    }

    @Test
    void queriesOfCallsInsideCountForThoseAroundThem() {
        outer.run(() -> {
            current().addQueries(1);
            inner.run(() -> current().addQueries(2));
            inner.run(() -> current().addQueries(3));
            assertEquals(6, current().queries());
        });
        assertEquals(6, outer.sinceStart().queriesQuantile(1));
        assertEquals(2, inner.sinceStart().queries().count());
    }

    @Test
    void queriesOfAShadowCallDoNotCountForTheRealCallAroundIt() {
        outer.run(() -> {
            inner.callWith(Call.Flag.SHADOW, () -> {
                outer.run(() -> current().addQueries(40));
                assertEquals(40, current().queries());
                return 1;
            });
            assertEquals(0, current().queries());
        });
        assertEquals(0, outer.sinceStart().queriesQuantile(1));
    }

    @Test
    void queriesAddedFromManyThreadsAreAllCounted() throws InterruptedException {
        Call call = outer.begin();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int k = 0; k < 10_000; k++) {
                    call.addQueries(1);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40_000, call.queries());
    }

    @Test
    void shadowCallsAreNoPartOfWhatIsJudged() {
        outer.callWith(Call.Flag.SHADOW, () -> {
            pass(5_000);
            return assertThrows(
                    IllegalStateException.class,
                    () -> inner.run(() -> {
                        throw new IllegalStateException("in the shadow");
                    }));
        });
        assertEquals(0, outer.sinceStart().calls());
        assertEquals(0, outer.sinceStart().slowerThan(1_000));
        assertEquals(0, inner.sinceStart().errors());
    }

    @Test
    void exceptionsPassThroughUnchangedAndCheckedOnesAreKnownToTheCompiler() {
        IOException io = new IOException("disk");
        IOException seen = assertThrows(IOException.class, () -> read(io));
        assertSame(io, seen);
        StackOverflowError error = new StackOverflowError();
        assertSame(
                error,
                assertThrows(
                        StackOverflowError.class,
                        () -> outer.run(() -> {
                            throw error;
                        })));
        assertEquals(2, outer.sinceStart().errors());
        assertNull(Call.current());
    }

    private String read(IOException failure) throws IOException {
        return outer.call(() -> {
            throw failure;
        });
    }

    @Test
    void whatGoesOnElsewhereIsNotThisThreadsCall() {
        outer.run(() -> {
            FutureTask<Boolean> elsewhere = new FutureTask<>(() -> Call.current() == null);
            new Thread(elsewhere).start();
            assertTrue(get(elsewhere));
        });
    }

    private static boolean get(FutureTask<Boolean> task) {
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private void pass(int micros) {
        time.pass(Duration.ofNanos(micros * 1_000L));
    }

    private static Call current() {
        return Objects.requireNonNull(Call.current());
    }
}
