package io.governance.cache;

import java.util.concurrent.CompletableFuture;

/** One load under way: run by one thread, waited for by all who asked for the same key meanwhile. */
final class Flight {
    private record Failure(Throwable cause) {}

    private final Thread owner = Thread.currentThread();
    private final CompletableFuture<Object> landing = new CompletableFuture<>();

    Thread owner() {
        return owner;
    }

    boolean hasLanded() {
        return landing.isDone();
    }

    void land(Object value) {
        landing.complete(value);
    }

    void fail(Throwable cause) {
        landing.complete(new Failure(cause));
    }

    /** Waits, whether interrupted or not: the interruption stays noted for what the caller does next. */
    Object join() throws Exception {
        Object landed = landing.join();
        if (landed instanceof Failure failure) {
            if (failure.cause() instanceof Error error) {
                throw error;
            }
            throw (Exception) failure.cause();
        }
        return landed;
    }
}
