package io.governance.guard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The edge to real waiting. */
interface Pauses {
    /** Waits on this thread. */
    void sleep(long nanos) throws InterruptedException;

    /** Returns what completes after this long, on a thread that must not be held up; cancelling it forgets the timer. */
    CompletableFuture<Boolean> later(long nanos);

    /** Returns those of this machine. */
    static Pauses real() {
        return new Pauses() {
            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }

            @Override
            public CompletableFuture<Boolean> later(long nanos) {
                return new CompletableFuture<Boolean>().completeOnTimeout(Boolean.TRUE, nanos, TimeUnit.NANOSECONDS);
            }
        };
    }
}
