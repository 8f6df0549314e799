package io.governance.show;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for checks that may wait: one for each dependency at most, none while nothing is checked. */
final class CheckThreads implements Executor {
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Dependencies.LIMIT, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "governance-check");
                thread.setDaemon(true);
                return thread;
            });

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }
}
