package io.governance.show;

import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.Time;
import java.util.Map;

/** Says when alerts are in trouble themselves: more than are followed, or somebody who is never told. */
final class AlertExaminer implements Examiner {
    static final String SUBJECT = "alerts";
    private static final long RECENT_NANOS = 3_600_000_000_000L;

    private final Alerts alerts;
    private final Time time;
    private final Growth overflow = new Growth();
    private final Growth undelivered = new Growth();

    AlertExaminer(Alerts alerts, Time time) {
        this.alerts = alerts;
        this.time = time;
    }

    /** Whether a count went up within the last hour. */
    private static final class Growth {
        private long count;
        private long grownNanos;

        boolean isRecent(long now, long nanos) {
            if (now > count) {
                count = now;
                grownNanos = nanos;
            }
            return count > 0 && nanos - grownNanos < RECENT_NANOS;
        }
    }

    @Override
    public void examine(Examination.Draft draft) {
        if (overflow.isRecent(alerts.overflow(), time.nanos())) {
            draft.finding(new Finding(
                    "ALERT_LIMIT",
                    SUBJECT,
                    Level.WARNING,
                    "more than " + Alerts.ALERTS + " alerts are open: " + alerts.overflow()
                            + " findings were not followed",
                    null,
                    Map.of("notFollowed", Long.toString(alerts.overflow()), "limit", Integer.toString(Alerts.ALERTS)),
                    "resolve what is open; an examiner with a subject for each customer or key makes too many"));
        }
        if (undelivered.isRecent(alerts.undelivered(), time.nanos())) {
            draft.finding(new Finding(
                    "ALERT_NOT_DELIVERED",
                    SUBJECT,
                    Level.WARNING,
                    alerts.undelivered() + " notifications did not reach their receiver, the last within an hour",
                    null,
                    Map.of("notDelivered", Long.toString(alerts.undelivered())),
                    "look at the receiver of the alerts: its address, its secret, its answers"));
        }
    }
}
