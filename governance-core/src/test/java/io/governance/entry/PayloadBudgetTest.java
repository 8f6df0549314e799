package io.governance.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.governance.Governance;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.Call;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PayloadBudgetTest {
    private static final int CALLS = 100;

    private final ManualTime time = new ManualTime();
    private final Governance governance =
            Governance.builder().environment(Map.of()).time(time).manual().build();
    private final Operation orders = governance.operation("orders");
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void answersBeyondTheBudgetAreAFindingWithAnExample() throws IOException {
        PayloadBudget.builder(orders).bytes(1_000).items(50).build();
        for (int i = 0; i < CALLS; i++) {
            send(i < 90 ? 500 : 1_500, 10);
        }
        orders.run(() -> {
            time.pass(Duration.ofMillis(20));
            Payload.bytes(1_900);
            Payload.items(3);
        });
        Finding heavy = finding();
        assertEquals("orders", heavy.subject());
        assertEquals(Level.INFO, heavy.level());
        assertEquals("101", heavy.evidence().get("calls"));
        assertEquals("1900 bytes, 3 items, 20.0 ms", heavy.evidence().get("example"));
        assertEquals("the answers of orders weigh 1.5 times what their budget allows", heavy.summary());
    }

    @Test
    void answersWithinTheBudgetAreNone() throws IOException {
        PayloadBudget.builder(orders).bytes(1_000).build();
        for (int i = 0; i < CALLS; i++) {
            send(i < 96 ? 900 : 100_000, 1_000);
        }
        assertEquals(List.of(), findings());
    }

    @Test
    void itemsHaveABudgetOfTheirOwnAndTwiceTooManyIsAWarning() throws IOException {
        PayloadBudget.builder(orders).items(50).build();
        for (int i = 0; i < CALLS; i++) {
            send(10, 120);
        }
        assertEquals(Level.WARNING, finding().level());
    }

    @Test
    void whoTellsItemsOnlyIsStillHeldToTheBytesThatAFilterCounted() {
        PayloadBudget.builder(orders).bytes(1_000).items(50).build();
        for (int i = 0; i < CALLS; i++) {
            orders.run(() -> {
                Objects.requireNonNull(Call.current()).addPayload(3_000);
                Payload.items(3);
            });
        }
        time.pass(Duration.ofSeconds(5));
        governance.operations().collect();
        assertEquals(Level.WARNING, finding().level());
        assertEquals("3 of 50", finding().evidence().get("items"));
    }

    @Test
    void itemsAloneAreEnough() {
        PayloadBudget.builder(orders).items(5).build();
        for (int i = 0; i < CALLS; i++) {
            orders.run(() -> Payload.items(6));
        }
        assertEquals("6 of 5", finding().evidence().get("items"));
        assertEquals(null, finding().evidence().get("bytes"));
    }

    @Test
    void smallNumbersOfItemsAreExact() throws IOException {
        PayloadBudget.builder(orders).items(5).build();
        for (int i = 0; i < CALLS; i++) {
            send(10, 5);
        }
        assertEquals(List.of(), findings());
        for (int i = 0; i < CALLS / 10; i++) {
            send(10, 6);
        }
        assertEquals("6 of 5", finding().evidence().get("items"));
    }

    @Test
    void tooFewCallsSayNothingAndOldOnesAreForgotten() throws IOException {
        PayloadBudget.builder(orders).bytes(100).build();
        for (int i = 0; i < 19; i++) {
            send(1_000, 1);
        }
        assertEquals(List.of(), findings());
        send(1_000, 1);
        assertEquals(1, findings().size());
        for (int i = 0; i < 61; i++) {
            time.pass(Duration.ofSeconds(5));
            findings();
        }
        assertEquals(List.of(), findings());
    }

    @Test
    void aWriterCountsWhatTheCharactersAreInUtf8() throws IOException {
        PayloadBudget.builder(orders).bytes(64).build();
        String text = "price: 9 \u20ac, \u00fcber \ud83d\ude80 caf\u00e9";
        for (int i = 0; i < 20; i++) {
            orders.run(() -> {
                Writer writer = Payload.counting(new OutputStreamWriter(sent, StandardCharsets.UTF_8));
                writer.write(text);
                writer.write(text.toCharArray(), 3, 12);
                for (int c = 0; c < text.length(); c++) {
                    writer.write(text.charAt(c));
                }
                writer.flush();
            });
        }
        assertEquals(
                sent.size() / 20 + " bytes, 0 items, 0.0 ms",
                finding().evidence().get("example"));
    }

    @Test
    void whatIsWrittenGoesOnUnchanged() throws IOException {
        byte[] bytes = "0123456789".getBytes(StandardCharsets.UTF_8);
        OutputStream out = Payload.counting(sent);
        out.write(bytes[0]);
        out.write(bytes, 1, 4);
        out.write(bytes, 5, 5);
        out.close();
        assertArrayEquals(bytes, sent.toByteArray());
    }

    @Test
    void whatACallInsideWritesBelongsToBothAndAShadowToNone() throws IOException {
        PayloadBudget.builder(orders).bytes(64).build();
        Operation page = governance.operation("page");
        PayloadBudget.builder(page).bytes(64).build();
        for (int i = 0; i < 20; i++) {
            page.run(() -> {
                Payload.bytes(100);
                send(400, 2);
                orders.callWith(Call.Flag.SHADOW, () -> {
                    Payload.bytes(1_000_000);
                    return true;
                });
            });
        }
        assertEquals(
                "400 bytes, 2 items, 0.0 ms, inside page",
                finding("orders").evidence().get("example"));
        assertEquals("500 bytes, 2 items, 0.0 ms", finding("page").evidence().get("example"));
    }

    @Test
    void aStreamThatOutlivesItsCallAddsToNoOther() throws IOException {
        PayloadBudget.builder(orders).bytes(64).build();
        OutputStream kept = orders.call(() -> Payload.counting(sent));
        for (int i = 0; i < 20; i++) {
            orders.run(() -> {
                kept.write(new byte[1_000]);
                Payload.bytes(500);
            });
        }
        assertEquals("500 bytes, 0 items, 0.0 ms", finding().evidence().get("example"));
    }

    @Test
    void nothingIsCountedOutsideOfACallAndNegativeNumbersAreNone() {
        Payload.bytes(5);
        Payload.items(5);
        PayloadBudget.builder(orders).bytes(64).build();
        for (int i = 0; i < 20; i++) {
            orders.run(() -> {
                Payload.bytes(Long.MIN_VALUE);
                Payload.items(-5);
            });
        }
        assertEquals(List.of(), findings());
    }

    @Test
    void whatIsWrongIsSaidAtOnceAndASecondBudgetIsRefused() {
        assertEquals(
                "the payload budget of orders cannot be built:\n  bytes: found 63, expected 64 or more\n"
                        + "  items: found -1, expected 1 or more",
                refused(PayloadBudget.builder(orders).bytes(63).items(-1)));
        assertEquals(
                "the payload budget of orders cannot be built:\n  bytes, items: found neither, expected one of them or"
                        + " both",
                refused(PayloadBudget.builder(orders)));
        PayloadBudget.builder(orders).bytes(70).build();
        assertEquals(
                "operation 'orders' has a payload budget of 70 bytes already: keep the first",
                refused(PayloadBudget.builder(orders).bytes(80)));
    }

    private static String refused(PayloadBudget.Builder builder) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }

    private void send(int bytes, int items) throws IOException {
        orders.run(() -> {
            OutputStream out = Payload.counting(sent);
            out.write(new byte[bytes - 1]);
            out.write(1);
            Payload.items(items);
        });
    }

    private List<Finding> findings() {
        return governance.examine().findings().stream()
                .filter(finding -> finding.kind().equals("PAYLOAD"))
                .toList();
    }

    private Finding finding() {
        return findings().get(0);
    }

    private Finding finding(String subject) {
        return findings().stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
