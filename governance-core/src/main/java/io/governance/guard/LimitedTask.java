package io.governance.guard;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A body on a thread of the guard. Its place is free again when the body has really ended, which may be long after it
 * was given up, and before anybody sees its answer: so the next one never finds the place still taken.
 */
final class LimitedTask<T> extends FutureTask<T> {
    private final Place place;
    private final @Nullable CompletableFuture<T> answer;

    /** Frees a place, once. */
    static final class Place {
        private final Runnable free;
        private boolean isFree;

        Place(Runnable free) {
            this.free = free;
        }

        /** Called by the one thread that has the place. */
        void free() {
            if (!isFree) {
                isFree = true;
                free.run();
            }
        }
    }

    /**
     * Makes a task.
     *
     * @param answer told how it ended; null when somebody waits for the task itself
     */
    LimitedTask(Callable<T> body, Place place, @Nullable CompletableFuture<T> answer) {
        super(() -> {
            try {
                return body.call();
            } finally {
                place.free();
            }
        });
        this.place = place;
        this.answer = answer;
    }

    @Override
    public void run() {
        super.run();
        place.free(); // when it was given up before it began
    }

    @Override
    protected void done() {
        CompletableFuture<T> told = answer;
        if (told == null) {
            return;
        }
        try {
            told.complete(get());
        } catch (CancellationException e) {
            told.cancel(true);
        } catch (ExecutionException e) {
            told.completeExceptionally(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("a task that has ended does not wait", e);
        }
    }
}
