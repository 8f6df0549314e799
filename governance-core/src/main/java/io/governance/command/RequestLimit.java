package io.governance.command;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives up on callers that are slow to send or to read: the JDK's server would wait for them for ever, on a thread that
 * others need. Its own limits (system properties) would hold for every server of this process.
 */
final class RequestLimit implements AutoCloseable {
    private final Duration longest;
    private final ScheduledThreadPoolExecutor clock;
    private final ThreadLocal<Waiting> here = ThreadLocal.withInitial(Waiting::new);

    RequestLimit(Duration longest) {
        this.longest = longest;
        this.clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "governance-commands-clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    /** A thread that waits for a caller. Interrupting it closes the connection that it reads or writes. */
    private static final class Waiting {
        private final Thread thread = Thread.currentThread();
        private long turn;
        private @Nullable ScheduledFuture<?> alarm;

        synchronized void begin(RequestLimit limit) {
            end();
            long mine = turn;
            alarm = limit.clock.schedule(() -> giveUp(mine), limit.longest.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void giveUp(long begun) {
            if (turn == begun) {
                thread.interrupt();
            }
        }

        synchronized void end() {
            turn++;
            if (alarm != null) {
                alarm.cancel(false);
                alarm = null;
            }
        }
    }

    /** Returns the work of the server with its first wait, for the head of the request, limited. */
    Runnable limiting(Runnable exchange) {
        return () -> {
            waits();
            try {
                exchange.run();
            } finally {
                goesOn();
                boolean unused = Thread.interrupted(); // the next caller is not to blame
            }
        };
    }

    /** From here on this thread waits for a caller. */
    void waits() {
        here.get().begin(this);
    }

    /** From here on this thread does not wait for a caller. */
    void goesOn() {
        here.get().end();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
