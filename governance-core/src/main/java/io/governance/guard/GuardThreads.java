package io.governance.guard;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one guard, of the kind that its caller has: virtual for virtual ones, else daemon threads that are kept
 * for ten seconds. Not limited here: {@link TimeLimit} counts what runs on them.
 */
final class GuardThreads implements Executor {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor platform;
    private final @Nullable ThreadFactory virtual;

    GuardThreads(String guard) {
        String name = "guard-" + guard;
        platform = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        virtual = VirtualThreads.factory(name);
    }

    @Override
    public void execute(Runnable work) {
        if (virtual != null && VirtualThreads.isCurrent()) {
            virtual.newThread(work).start();
        } else {
            platform.execute(work);
        }
    }
}
