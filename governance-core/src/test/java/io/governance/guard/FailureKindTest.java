package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.governance.measure.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureKindTest {
    private final ManualTime time = new ManualTime();
    private final LateException late =
            new LateException("inner did not answer within the 5 ms left to its caller", true);

    private FailureKind kind() {
        return FailureKind.of(late, failure -> true);
    }

    @Test
    void whatWasTheDeadlineOfAGuardInsideIsAFailureToTheGuardWhoseTimeLimitItWas() {
        assertEquals(FailureKind.FAILURE, kind());
        Deadline ownCaller = Deadline.after(Duration.ofMinutes(1), time);
        assertEquals(FailureKind.FAILURE, ownCaller.call(this::kind));
        Deadline over = Deadline.after(Duration.ZERO, time);
        assertEquals(FailureKind.OUT_OF_TIME, over.call(this::kind));
    }
}
