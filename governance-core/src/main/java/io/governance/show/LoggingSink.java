package io.governance.show;

import io.governance.judge.Level;
import org.slf4j.Logger;

/** Writes each changed alert as one line; a line before them says how many there are when there are several. */
final class LoggingSink implements AlertSink {
    private final Logger log;

    LoggingSink(Logger log) {
        this.log = log;
    }

    @Override
    public void send(Notification notification) {
        if (notification.count() > 1 || notification.isSummary()) {
            log.makeLoggingEventBuilder(severity(notification.alerts().get(0))).log(notification.title());
        }
        for (Alert alert : notification.alerts()) {
            log.makeLoggingEventBuilder(severity(alert)).log(AlertText.line(alert, notification.pages()));
        }
    }

    static org.slf4j.event.Level severity(Alert alert) {
        if (alert.state() == Alert.State.RESOLVED) {
            return org.slf4j.event.Level.INFO;
        }
        if (alert.state() == Alert.State.OVERDUE || alert.level().isAtLeast(Level.CRITICAL)) {
            return org.slf4j.event.Level.ERROR;
        }
        return alert.level().isAtLeast(Level.WARNING) ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO;
    }
}
