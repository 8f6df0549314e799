package io.governance.db.bulk;

import io.governance.measure.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The attempts at one piece of work: waits between them, and gives up when its patience is at an end. */
final class Attempts {
    private final Duration patience;
    private final Time time;
    private final long startNanos;
    private int failures;

    Attempts(Duration patience, Time time) {
        this.patience = patience;
        this.time = time;
        this.startNanos = time.nanos();
    }

    int failures() {
        return failures;
    }

    /** Waits before the next attempt, or throws the failure when there shall be none. */
    void waitAfter(SQLException failure) throws SQLException {
        failures++;
        Duration pause = Pauses.after(failures, ThreadLocalRandom.current().nextDouble());
        if (time.nanos() - startNanos + pause.toNanos() > patience.toNanos()) {
            throw failure;
        }
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
