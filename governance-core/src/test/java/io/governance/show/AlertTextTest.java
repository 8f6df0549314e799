package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import io.governance.measure.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertTextTest {
    private final AlertScene scene = new AlertScene();

    @Test
    void anAlertSaysWhatSinceWhenWhomItHarmsWhatStopsItAndItsPage() {
        Alerts alerts = scene.node("a");
        Examination busy = new Examination(
                scene.time.now(),
                List.of(
                        new Reading(Signal.RESPONSE_TIME, "orders", 1, 250, Level.ACCEPTABLE),
                        new Reading(Signal.RESPONSE_TIME, "parts", 1, 750, Level.ACCEPTABLE)),
                List.of(Findings.finding("orders", Level.WARNING)),
                List.of());
        alerts.update(busy);
        alerts.update(busy);
        String line = AlertText.line(alerts.open().get(0), "docs/findings/");
        assertEquals(
                "FIRING WARNING: error rate of orders is 2 % at com.acme.Orders.load(Orders.java:42); since"
                        + " 2027-03-01T08:00:00Z, act by 2027-03-02T08:00:00Z; harms callers of orders: 250 of 1000 calls"
                        + " in five minutes (25.0 %), on a; stop it: look at the errors; see"
                        + " docs/findings/ERROR_RATE.md",
                line);
    }

    @Test
    void aFindingMayNameTheCommandThatStopsIt() {
        Finding finding = new Finding(
                "SWAP_ROLLED_BACK",
                "orders",
                Level.WARNING,
                "it was\nrolled back",
                null,
                Map.of("command", "swap.kill(who, reason)"),
                "open a resolution");
        Alert alert = new Alert(
                finding.key(),
                Level.WARNING,
                finding.summary(),
                "orders",
                Alert.State.ACKNOWLEDGED,
                Instant.EPOCH,
                null,
                finding,
                List.of("a", "b"),
                new Alert.Acknowledgement("ann", Instant.EPOCH.plusSeconds(60), "looking"),
                Alert.Harm.UNKNOWN,
                null);
        String line = AlertText.line(alert, "https://wiki/");
        assertTrue(line.contains("stop it: swap.kill(who, reason); see https://wiki/SWAP_ROLLED_BACK.md"), line);
        assertTrue(line.contains("harms everything that uses orders on a, b"), line);
        assertTrue(line.contains("taken by ann until 1970-01-01T00:01:00Z: looking"), line);
        assertTrue(line.contains("it was rolled back"), "one line: " + line);
        assertEquals(org.slf4j.event.Level.WARN, LoggingSink.severity(alert));
        AlertSink.slf4j().send(new Notification(Instant.EPOCH, List.of(alert), 1, 1, false, "docs/"));
    }
}
