package io.governance.examples.orderdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(10, 0);

    private double after(double seconds, int waiting) {
        return pace.share(waiting, (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
    }

    @Test
    void fewerComeWhileCallersPileUpAndMoreFromSecondToSecond() {
        assertEquals(1, after(0, 9));
        assertEquals(1, after(0.5, 10), "once a second");
        assertEquals(0.5, after(1, 10));
        assertEquals(0.25, after(2, 10));
        assertEquals(0.25, after(3, 500), "never less");
        assertEquals(0.275, after(4, 0), 1e-9);
        for (int second = 5; second < 30; second++) {
            after(second, 0);
        }
        assertEquals(1, after(30, 0));
        assertEquals(0.25, pace.leastShare());
    }
}
