package io.governance.measure;

import java.time.Duration;

/** The periods that are kept of every operation. */
public enum Window {
    /** The last minute, in steps of five seconds. */
    MINUTE(Duration.ofMinutes(1)),
    /** The last five minutes, in steps of five seconds: what the policy judges. */
    FIVE_MINUTES(Duration.ofMinutes(5)),
    /** The last hour, in steps of five minutes. */
    HOUR(Duration.ofHours(1)),
    /** The last 24 hours, in steps of an hour. */
    DAY(Duration.ofHours(24));

    private final Duration length;

    Window(Duration length) {
        this.length = length;
    }

    /** Returns the length of the window. */
    public Duration length() {
        return length;
    }
}
