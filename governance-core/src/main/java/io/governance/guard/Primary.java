package io.governance.guard;

import io.governance.measure.Operation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** What is asked: code that waits for its answer, or code that gives a stage. Either may be asked in either way. */
interface Primary<T> {
    /** Waits for the answer on this thread. */
    T ask(TimeLimit limit, Allowance allowance) throws Exception;

    /** Returns what will hold the answer; cancelling it gives up. */
    CompletableFuture<T> start(TimeLimit limit, Allowance allowance) throws Exception;

    /** Code that waits. Without a limit it runs on the caller's own thread. */
    record Waiting<T>(Operation.Body<? extends T, ? extends Exception> body) implements Primary<T> {
        @Override
        public T ask(TimeLimit limit, Allowance allowance) throws Exception {
            return allowance.isUnlimited() ? body.run() : limit.run(body, allowance);
        }

        @Override
        public CompletableFuture<T> start(TimeLimit limit, Allowance allowance) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            LimitedTask<T> task = limit.start(body, allowance, answer);
            limit.watch(answer, allowance);
            AsyncCall.atEnd(answer, failure -> task.cancel(true)); // nothing happens to one that has ended
            return answer;
        }
    }

    /** Code that gives a stage and holds no thread. */
    record Staged<T>(Operation.Body<? extends CompletionStage<? extends T>, ? extends Exception> body)
            implements Primary<T> {
        @Override
        public T ask(TimeLimit limit, Allowance allowance) throws Exception {
            CompletableFuture<T> answer = start(limit, allowance);
            try {
                return answer.get();
            } catch (InterruptedException e) {
                answer.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                throw TimeLimit.causeOf(e);
            }
        }

        @Override
        public CompletableFuture<T> start(TimeLimit limit, Allowance allowance) throws Exception {
            CompletionStage<? extends T> stage =
                    limit.<CompletionStage<? extends T>>under(body, allowance).run();
            if (stage == null) {
                throw new IllegalStateException(limit.name() + " returned no stage, but null");
            }
            CompletableFuture<T> answer = new CompletableFuture<>();
            AsyncCall.tell(stage, answer);
            limit.watch(answer, allowance);
            AsyncCall.atEnd(answer, failure -> {
                if (failure != null) {
                    cancel(stage);
                }
            });
            return answer;
        }

        private static void cancel(CompletionStage<?> stage) {
            try {
                stage.toCompletableFuture().cancel(true);
            } catch (UnsupportedOperationException e) {
                // a stage may refuse to be cancelled: then its answer comes too late, and nobody looks at it
            }
        }
    }
}
