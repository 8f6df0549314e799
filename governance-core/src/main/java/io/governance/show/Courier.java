package io.governance.show;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread of one sink, with a bounded queue; it goes away while there is nothing to send. */
final class Courier implements Executor {
    static final int QUEUE = 100;
    private static final long IDLE_SECONDS = 30;
    private static final long STOP_SECONDS = 1;

    private final ThreadPoolExecutor thread;

    Courier() {
        this.thread =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), work -> {
                    Thread made = new Thread(work, "governance-alerts");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the queue is full */
    @Override
    public void execute(Runnable work) {
        thread.execute(work);
    }

    /** What waits is still sent, for a second at most; returns how many notifications had to be dropped. */
    int stop() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                return 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return thread.shutdownNow().size(); // the one being sent is interrupted and counts itself
    }
}
