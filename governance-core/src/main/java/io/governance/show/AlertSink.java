package io.governance.show;

import org.slf4j.LoggerFactory;

/**
 * Where alerts go: when one fires, becomes more urgent, overdue or resolved, and never merely because it still holds.
 *
 * <p>Called from a thread of the library, so it must not wait: a sink that talks to a network hands over to a thread of
 * its own. What it throws is counted and has no other effect.
 */
@FunctionalInterface
public interface AlertSink {
    /** Sends an alert that has just changed. */
    void send(Alert alert);

    /** Returns a sink that logs to {@code io.governance.alerts}: critical and overdue as error, warning as warn. */
    static AlertSink slf4j() {
        return new LoggingSink(LoggerFactory.getLogger("io.governance.alerts"));
    }
}
