package io.governance.show;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits while the application goes on serving; an edge, since it takes real time. */
final class Drain {
    private Drain() {}

    /** Returns early, and leaves the interrupt, when interrupted: whoever does that wants to stop now. */
    static void await(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Runnable onShutdown(Runnable draining) {
        Thread hook = new Thread(draining, "governance-drain");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                hook.interrupt(); // the shutdown has begun: then at least it waits no longer
            }
        };
    }
}
