package io.governance.show;

import io.governance.judge.Level;
import org.slf4j.Logger;

/** Writes each change of an alert as one line. */
final class LoggingSink implements AlertSink {
    private final Logger log;

    LoggingSink(Logger log) {
        this.log = log;
    }

    @Override
    public void send(Alert alert) {
        log.makeLoggingEventBuilder(severity(alert)).log(line(alert));
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

    static String line(Alert alert) {
        String place =
                alert.finding().place() == null ? "" : " at " + alert.finding().place();
        String text = alert.state() + " " + alert.level() + ": " + alert.summary() + place + "; since " + alert.since()
                + (alert.deadline() == null ? "" : ", act by " + alert.deadline()) + "; "
                + alert.finding().remedy();
        return text.replaceAll("\\R", " ");
    }
}
