package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.governance.measure.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final ManualTime time = new ManualTime();
    private final List<String> logged = new ArrayList<>();
    private final Complaints complaints = new Complaints(time, (line, trace) -> logged.add(line));

    @Test
    void everyFailureIsCountedAndOneAMinuteIsLogged() {
        for (int second = 0; second < 180; second++) {
            complaints.add("reading", new IOException("refused"));
            time.pass(Duration.ofSeconds(1));
        }
        assertEquals(180, complaints.count());
        assertEquals(
                List.of(
                        "reading: java.io.IOException: refused (1 failures so far; the application is not affected)",
                        "reading: java.io.IOException: refused (61 failures so far; the application is not affected)",
                        "reading: java.io.IOException: refused (121 failures so far; the application is not affected)"),
                logged);
    }

    @Test
    void aLogThatThrowsHarmsNobody() {
        Complaints deaf = new Complaints(time, (line, trace) -> {
            throw new IllegalStateException("disk full");
        });
        deaf.add("reading");
        deaf.add("reading");
        assertEquals(3, deaf.count(), "that the log failed counts too");
    }
}
