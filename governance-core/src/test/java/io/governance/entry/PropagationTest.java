package io.governance.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Time;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The accessor is found by Micrometer itself: nothing here names it. */
class PropagationTest {
    private final List<String> misuses = new ArrayList<>();
    private final Operations operations =
            new Operations(Time.system(), new long[0], 10, (operation, what) -> misuses.add(operation + ": " + what));
    private final Operation outer = operations.add("outer");
    private final Operation inner = operations.add("inner");
    private final ContextSnapshotFactory snapshots =
            ContextSnapshotFactory.builder().build();
    private final ExecutorService plain = Executors.newFixedThreadPool(2);
    private final ExecutorService executor = ContextExecutorService.wrap(plain, snapshots);

    @AfterEach
    void stop() {
        plain.shutdownNow();
    }

    @Test
    void tasksOfAnExecutorAreInsideTheCallThatSubmittedThem() throws Exception {
        outer.<Integer, Exception>call(() -> {
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                tasks.add(executor.submit(this::oneQuery));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
            assertEquals(20, current().queries());
            return 1;
        });
        assertEquals(20, inner.sinceStart().calls());
        assertEquals(20, outer.sinceStart().queriesQuantile(1));
        assertNull(plain.submit(Call::current).get(), "the threads are left as they were");
        assertEquals(List.of(), misuses);
    }

    @Test
    void everyStageOfACompletableFutureIsInsideTheCall() {
        outer.run(() -> {
            CompletableFuture<Integer> future = CompletableFuture.supplyAsync(this::oneQuery, executor)
                    .thenApplyAsync(before -> before + oneQuery(), executor)
                    .thenCombineAsync(CompletableFuture.supplyAsync(this::oneQuery, executor), Integer::sum, executor);
            assertEquals(3, future.join());
            assertEquals(3, current().queries());
        });
        assertEquals(3, inner.sinceStart().calls());
    }

    @Test
    void virtualThreadsAreInsideTheCallToo() throws Exception {
        ExecutorService virtual = virtualThreads();
        assumeTrue(virtual != null, "this JVM has no virtual threads");
        ExecutorService wrapped = ContextExecutorService.wrap(Objects.requireNonNull(virtual), snapshots);
        outer.<Integer, Exception>call(() -> {
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                tasks.add(wrapped.submit(this::oneQuery));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
            return 1;
        });
        virtual.shutdown();
        assertEquals(200, outer.sinceStart().queriesQuantile(1));
        assertEquals(200, inner.sinceStart().calls());
        assertEquals(0, inner.sinceStart().allocation().count(), "nobody counts what they allocate");
        assertEquals(List.of(), misuses);
    }

    private static @org.jspecify.annotations.Nullable ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Test
    void aTaskThatOutlivesItsCallIsHarmlessAndItsQueriesAreCountedAsLate() throws Exception {
        ContextSnapshot[] kept = new ContextSnapshot[1];
        outer.run(() -> kept[0] = snapshots.captureAll());
        plain.submit(kept[0].wrap(() -> {
                    oneQuery();
                    assertNull(Call.current());
                }))
                .get();
        assertEquals(0, outer.sinceStart().queries().count());
        assertEquals(1, inner.sinceStart().queriesQuantile(1));
        assertEquals(List.of(), misuses);
    }

    @Test
    void aSnapshotTakenOutsideOfEveryCallLeavesThemWhenMissingValuesAreCleared() throws Exception {
        ContextSnapshotFactory clearing =
                ContextSnapshotFactory.builder().clearMissing(true).build();
        ContextSnapshot none = clearing.captureAll();
        outer.run(() -> {
            Call here = current();
            none.wrap(() -> assertNull(Call.current())).run();
            assertSame(here, current());
        });
        assertEquals(List.of(), misuses);
    }

    @Test
    void aSnapshotUsedOnItsOwnThreadChangesNothing() {
        outer.run(() -> {
            Call here = current();
            snapshots
                    .captureAll()
                    .wrap(() -> {
                        assertSame(here, current());
                        oneQuery();
                    })
                    .run();
            assertEquals(1, here.queries());
        });
        assertTrue(inner.sinceStart().calls() == 1);
    }

    private Integer oneQuery() {
        return inner.<Integer, RuntimeException>call(() -> {
            current().addQueries(1);
            return 1;
        });
    }

    private static Call current() {
        return Objects.requireNonNull(Call.current());
    }
}
