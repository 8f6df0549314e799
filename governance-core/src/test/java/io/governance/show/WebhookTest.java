package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.ManualTime;
import io.governance.measure.Time;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP server that answers, fails, hangs, drips and closes. */
@Timeout(60)
class WebhookTest {
    private static final String SECRET = "a secret of enough characters";
    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final Webhook.Pauses QUICK =
            new Webhook.Pauses(SHORT, Duration.ofMillis(1), Duration.ofMillis(4), 4);
    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private final AlertScene scene = new AlertScene();

    @Test
    void aDeliveryIsSignedOverItsTimeAndItsBody() throws Exception {
        try (Receiver receiver = new Receiver()) {
            AlertSink.webhook(receiver.address(), SECRET).send(notification("orders"));
            Receiver.Delivery delivery = receiver.deliveries.get(0);
            assertEquals(expected(delivery.timestamp(), delivery.body()), delivery.signature());
            assertNotEquals(expected("0", delivery.body()), delivery.signature());
            String json = delivery.body();
            for (String part : List.of(
                    "\"kind\":\"ERROR_RATE\"",
                    "\"state\":\"FIRING\"",
                    "\"harms\":\"everything that uses orders on a\"",
                    "\"command\":\"look at the errors\"",
                    "\"page\":\"docs/findings/ERROR_RATE.md\"",
                    "\"since\":\"2027-03-01T08:00:00Z\"",
                    "\"noteMissing\":false")) {
                assertTrue(json.contains(part), part + " not in " + json);
            }
        }
    }

    @Test
    void aReceiverThatFailsClosesHangsOrDripsGetsItAgainWithTheSameId() throws Exception {
        try (Receiver receiver =
                new Receiver(Receiver.Plan.ANSWER_503, Receiver.Plan.CLOSE, Receiver.Plan.HANG, Receiver.Plan.DRIP)) {
            Webhook.Pauses five = new Webhook.Pauses(SHORT, Duration.ofMillis(1), Duration.ofMillis(4), 5);
            webhook(receiver, five).send(notification("orders"));
            assertEquals(5, receiver.deliveries.size());
            for (Receiver.Delivery delivery : receiver.deliveries) {
                assertEquals(receiver.deliveries.get(0).body(), delivery.body());
                assertEquals(expected(delivery.timestamp(), delivery.body()), delivery.signature());
            }
            webhook(receiver, QUICK).send(notification("parts"));
            assertNotEquals(
                    receiver.deliveries.get(0).body().substring(0, 45),
                    receiver.deliveries.get(5).body().substring(0, 45),
                    "another notification has another id");
        }
    }

    @Test
    void aRefusalIsNotRepeatedAndTooManyFailuresGiveUp() throws Exception {
        try (Receiver receiver = new Receiver(Receiver.Plan.ANSWER_400)) {
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class, () -> webhook(receiver, QUICK).send(notification("orders")));
            assertEquals(
                    "alerts for 127.0.0.1 were not received after 1 attempts, the last one: status 400",
                    refused.getMessage());
        }
        IllegalStateException nobody = assertThrows(
                IllegalStateException.class,
                () -> new Webhook(URI.create("http://127.0.0.1:1/"), SECRET, Time.system(), RANDOM, QUICK)
                        .send(notification("orders")));
        assertTrue(String.valueOf(nobody.getMessage()).contains("after 4 attempts"), nobody::getMessage);
    }

    @Test
    void aReceiverThatHangsKeepsNobodyWaitingAndWhatHasNoPlaceIsCounted() throws Exception {
        List<Notification> heard = new CopyOnWriteArrayList<>();
        Webhook.Pauses patient = new Webhook.Pauses(Duration.ofMinutes(5), SHORT, SHORT, 1);
        try (Receiver receiver = Receiver.hanging()) {
            Alerts alerts = new Alerts(
                    AlertScene.SURE,
                    scene.store,
                    scene.time,
                    AlertScene.AT_ONCE,
                    List.of(webhook(receiver, patient), heard::add),
                    Runnable::run,
                    Alerts.threads());
            alerts.update(one());
            alerts.update(one());
            waitFor(() -> receiver.deliveries.size() == 1 && heard.size() == 1);
            alerts.update(many(Courier.QUEUE + 20));
            alerts.update(many(Courier.QUEUE + 20));
            assertTrue(alerts.undelivered() >= 20, () -> alerts.undelivered() + " dropped");
            waitFor(() -> heard.size() + alerts.undelivered() >= Courier.QUEUE + 21 && heard.size() > 1);
            assertEquals(1, receiver.deliveries.size());
            long before = alerts.undelivered();
            alerts.close();
            assertTrue(alerts.undelivered() >= before + Courier.QUEUE, () -> alerts.undelivered() + " dropped");
            assertTrue(alerts.failures() >= 20);
        }
    }

    @Test
    void pausesGrowAreRandomAndRespectWhatTheReceiverAsks() {
        Webhook.Pauses pauses = Webhook.Pauses.STANDARD;
        for (int failures = 1; failures < 8; failures++) {
            Duration longest = Duration.ofSeconds(Math.min(60, 1L << (failures - 1)));
            for (int i = 0; i < 100; i++) {
                Duration pause = pauses.after(failures, Duration.ZERO, RANDOM);
                assertTrue(
                        pause.compareTo(longest) <= 0 && pause.compareTo(longest.dividedBy(2)) >= 0, pause::toString);
            }
        }
        assertEquals(Duration.ofSeconds(30), pauses.after(1, Duration.ofSeconds(30), RANDOM));
        assertEquals(Duration.ofSeconds(60), pauses.after(1, Duration.ofDays(1), RANDOM));
    }

    @Test
    void allThatIsWrongWithAWebhookIsSaidAtOnce() {
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> AlertSink.webhook(URI.create("ftp://me:pass@host/"), "short"))
                .getMessage());
        assertTrue(message.contains("receiver: found the scheme 'ftp' and the host 'host'"), message);
        assertTrue(message.contains("found a user in the address"), message);
        assertTrue(message.contains("secret: found 5 characters, expected at least 16"), message);
        assertTrue(!message.contains("short") && !message.contains("pass@"), "no secret is ever shown");
    }

    private static Webhook webhook(Receiver receiver, Webhook.Pauses pauses) {
        return new Webhook(receiver.address(), SECRET, Time.system(), RANDOM, pauses);
    }

    private static Notification notification(String subject) {
        Finding finding = Findings.finding(subject, Level.WARNING);
        Instant since = new ManualTime().now();
        Alert alert = new Alert(
                finding.key(),
                Level.WARNING,
                finding.summary(),
                subject,
                Alert.State.FIRING,
                since,
                since.plus(Duration.ofDays(1)),
                finding,
                List.of("a"),
                null,
                Alert.Harm.UNKNOWN,
                null);
        return new Notification(since, List.of(alert), 1, 1, false, "docs/findings/");
    }

    private Examination one() {
        return Findings.of(scene.time, Level.WARNING);
    }

    private Examination many(int count) {
        List<Finding> findings = IntStream.range(0, count)
                .mapToObj(i -> new Finding("KIND", "o" + i, Level.CRITICAL, "it is so", null, Map.of(), "do this"))
                .toList();
        return new Examination(scene.time.now(), List.of(), findings, List.of());
    }

    private static String expected(String timestamp, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "v1=" + HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException, IOException {
        for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        if (!condition.getAsBoolean()) {
            throw new IOException("it did not come within ten seconds");
        }
    }
}
