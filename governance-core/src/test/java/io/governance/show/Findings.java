package io.governance.show;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import io.governance.measure.Signal;
import io.governance.measure.Time;
import java.util.List;
import java.util.Map;

/** Examinations with chosen findings. */
final class Findings {
    private Findings() {}

    static Finding finding(String subject, Level level) {
        return new Finding(
                "ERROR_RATE",
                subject,
                level,
                "error rate of " + subject + " is 2 %",
                "com.acme.Orders.load(Orders.java:42)",
                Map.of("samples", "500"),
                "look at the errors");
    }

    static Examination none(Time time) {
        return new Examination(time.now(), List.of(), List.of(), List.of());
    }

    static Examination of(Time time, Level level) {
        return new Examination(time.now(), List.of(), List.of(finding("orders", level)), List.of());
    }

    static Examination withoutData(Time time) {
        Reading reading = new Reading(Signal.ERROR_RATE, "orders", Double.NaN, 0, Level.NO_DATA);
        return new Examination(time.now(), List.of(reading), List.of(), List.of());
    }

    static Examination withFailedExaminer(Time time) {
        return new Examination(time.now(), List.of(), List.of(), List.of("an examiner failed"));
    }
}
