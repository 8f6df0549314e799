package io.governance.guard;

import io.micrometer.context.ContextSnapshot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The same order of parts as {@link Tries}, without a thread that waits. What belongs to the caller's thread is put in
 * place wherever the work goes on. Cancelling the answer gives up the asking that runs and starts no other.
 */
final class AsyncCall<T> {
    private final Parts parts;
    private final Primary<T> primary;
    private final FallbackChain<T> chain;
    private final ContextSnapshot context = TimeLimit.CONTEXT.captureAll();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final AtomicBoolean isIn = new AtomicBoolean();
    private volatile @Nullable Future<?> running;
    private @Nullable Throwable before;

    AsyncCall(Parts parts, Primary<T> primary, FallbackChain<T> chain) {
        this.parts = parts;
        this.primary = primary;
        this.chain = chain;
    }

    CompletableFuture<T> start() {
        atEnd(answer, failure -> {
            Future<?> asked = running;
            if (answer.isCancelled() && asked != null) {
                asked.cancel(true);
            }
        });
        try {
            parts.enter();
        } catch (RuntimeException e) {
            fallBack(e);
            return answer;
        }
        isIn.set(true);
        parts.retries().called();
        ask(1);
        return answer;
    }

    private void ask(int retry) {
        if (answer.isDone()) {
            leave();
            return;
        }
        long start;
        Allowance allowance;
        try {
            allowance = parts.allowance();
            start = parts.gate().enter();
        } catch (Exception e) {
            failed(e, retry);
            return;
        }
        CompletableFuture<T> asked;
        try {
            asked = primary.start(parts.timeLimit(), allowance);
        } catch (Throwable t) {
            asked = CompletableFuture.failedFuture(t);
        }
        going(asked);
        CompletionStage<T> stage = asked;
        stage.whenComplete((value, failure) -> inContext(() -> ended(retry, start, value, failure)));
    }

    private void ended(int retry, long start, T value, @Nullable Throwable failure) {
        if (failure == null) {
            parts.gate().answered(start);
            leave();
            answer.complete(value);
        } else if (answer.isCancelled()) {
            parts.gate().givenUp();
            leave();
        } else {
            parts.gate().failed(start, cause(failure));
            failed(cause(failure), retry);
        }
    }

    private void failed(Throwable failure, int retry) {
        Throwable tells = Tries.telling(before, failure, parts);
        long pause = parts.retries().pauseBefore(retry, failure);
        if (pause < 0) {
            leave();
            fallBack(tells);
            return;
        }
        before = tells;
        CompletableFuture<Boolean> timer = parts.pauses().later(pause);
        going(timer);
        atEnd(timer, cancelled -> askOnAnotherThread(retry + 1, tells));
    }

    private void askOnAnotherThread(int retry, Throwable failure) {
        try {
            parts.threads().execute(() -> inContext(() -> ask(retry)));
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e); // no thread could be had
            leave();
            answer.completeExceptionally(failure);
        }
    }

    private void fallBack(Throwable failure) {
        tell(chain.answerLater(failure), answer);
    }

    /** Runs what is to be done at the end, with the failure if there was one. */
    static void atEnd(CompletionStage<?> stage, Consumer<@Nullable Throwable> end) {
        stage.whenComplete((value, failure) -> end.accept(failure));
    }

    /** Ends the second as the first ends. */
    static <T> void tell(CompletionStage<? extends T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(cause(failure));
            }
        });
    }

    /** Notes what is to be given up when the caller cancels, who may have done so already. */
    private void going(Future<?> asked) {
        running = asked;
        if (answer.isCancelled()) {
            asked.cancel(true);
        }
    }

    private void leave() {
        if (isIn.getAndSet(false)) {
            parts.bulkhead().onComplete();
        }
    }

    /** Whatever goes wrong here, the caller gets an answer and the place in the bulkhead is free again. */
    private void inContext(Runnable work) {
        try {
            context.wrap(work).run();
        } catch (RuntimeException | Error e) {
            leave();
            answer.completeExceptionally(e);
        }
    }

    static Throwable cause(Throwable failure) {
        boolean isWrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return isWrapper && failure.getCause() != null ? failure.getCause() : failure;
    }
}
