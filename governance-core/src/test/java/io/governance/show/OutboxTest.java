package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Instant START = Instant.parse("2027-03-01T08:00:00Z");
    private static final long SECOND = 1_000_000_000L;

    private final LongAdder heldBack = new LongAdder();

    @Test
    void aThousandFindingsAtOnceAreOneNotification() {
        Outbox outbox = outbox(AlertSettings.Grouping.KIND);
        for (int i = 0; i < 1_000; i++) {
            outbox.add(alert("RESPONSE_TIME", "operation-" + i, i == 500 ? Level.CRITICAL : Level.WARNING));
        }
        List<Notification> due = outbox.due(START, 0);
        assertEquals(1, due.size());
        assertEquals(1_000, due.get(0).count());
        assertEquals(20, due.get(0).alerts().size());
        assertEquals("operation-500", due.get(0).alerts().get(0).subject());
        assertTrue(due.get(0).title().startsWith("1000 alerts together, the worst critical"), due.get(0)::title);
        assertEquals(List.of(), outbox.due(START, SECOND));
    }

    @Test
    void aThousandUnrelatedFindingsAreFewNotificationsAndASummary() {
        Outbox outbox = outbox(AlertSettings.Grouping.ALERT);
        for (int i = 0; i < 1_000; i++) {
            outbox.add(alert("KIND", "operation-" + i, Level.WARNING));
        }
        assertEquals(7, outbox.due(START, 0).size(), "ten at once, less the three kept for what is critical");
        assertEquals(993, heldBack.sum());
        List<Notification> later = outbox.due(START, 181 * SECOND);
        assertEquals(1, later.size());
        assertTrue(later.get(0).isSummary());
        assertEquals(993, later.get(0).count());
        assertTrue(later.get(0).title().startsWith("held back: 993 changes of 993 alerts"), later.get(0)::title);
    }

    @Test
    void whatIsCriticalGoesThroughWhenOnlyTheReserveIsLeftAndBringsWhatWasHeldBack() {
        Outbox outbox = outbox(AlertSettings.Grouping.ALERT);
        for (int i = 0; i < 10; i++) {
            outbox.add(alert("KIND", "operation-" + i, Level.WARNING));
        }
        assertEquals(7, outbox.due(START, 0).size());
        outbox.add(alert("KIND", "pool", Level.CRITICAL));
        List<Notification> due = outbox.due(START, SECOND);
        assertEquals(1, due.size());
        assertEquals("pool", due.get(0).alerts().get(0).subject());
        assertEquals(4, due.get(0).count());
    }

    @Test
    void aGroupWaitsForItsGatheringTimeAndThenTellsHowThingsStand() {
        Outbox outbox = outbox(AlertSettings.Grouping.SUBJECT);
        outbox.add(alert("N_PLUS_ONE", "orders", Level.INFO));
        assertEquals(1, outbox.due(START, 0).size());
        outbox.add(alert("ERROR_RATE", "orders", Level.WARNING));
        outbox.add(alert("ERROR_RATE", "orders", Level.CRITICAL));
        outbox.add(alert("ERROR_RATE", "parts", Level.WARNING));
        assertEquals(1, outbox.due(START, 9 * SECOND).size(), "another group does not wait");
        List<Notification> due = outbox.due(START, 10 * SECOND);
        assertEquals(1, due.size());
        assertEquals(2, due.get(0).changes());
        assertEquals(Level.CRITICAL, due.get(0).alerts().get(0).level());
        assertEquals(1, due.get(0).count());
    }

    @Test
    void inNoHourAreThereMoreThanPermittedAndNothingIsLost() {
        long seed = 4_711;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int perHour : new int[] {3, 4, 30, 100}) {
            Outbox outbox = new Outbox(
                    AlertSettings.builder()
                            .perHour(perHour)
                            .grouping(AlertSettings.Grouping.ALERT)
                            .gathering(Duration.ZERO)
                            .build(),
                    heldBack);
            Deque<Long> sent = new ArrayDeque<>();
            long changes = 0;
            long told = 0;
            for (long second = 0; second < 6 * 3_600; second++) {
                int burst = random.nextInt(200) == 0 ? random.nextInt(60) : 0;
                for (int i = 0; i < burst; i++) {
                    changes++;
                    boolean isCritical = random.nextInt(10) == 0;
                    outbox.add(alert("KIND", "o" + random.nextInt(90), isCritical ? Level.CRITICAL : Level.WARNING));
                }
                for (Notification notification : outbox.due(START, second * SECOND)) {
                    sent.add(second);
                    told += notification.changes();
                }
                while (!sent.isEmpty() && sent.peek() <= second - 3_600) {
                    sent.remove();
                }
                assertTrue(sent.size() <= perHour, "seed " + seed + ": " + sent.size() + " of " + perHour);
            }
            for (Notification notification : outbox.rest(START)) {
                told += notification.changes();
            }
            assertEquals(changes, told, "seed " + seed);
        }
    }

    @Test
    void itStaysBoundedWhateverComes() {
        Outbox outbox = outbox(AlertSettings.Grouping.ALERT);
        for (int i = 0; i < 3 * Outbox.ALERTS; i++) {
            outbox.add(alert("KIND", "operation-" + i, Level.WARNING));
        }
        List<Notification> all = new ArrayList<>(outbox.due(START, 0));
        all.addAll(outbox.rest(START));
        long changes = all.stream().mapToLong(Notification::changes).sum();
        assertEquals(3L * Outbox.ALERTS, changes, "those that have no place are still counted");
        assertFalse(all.isEmpty());
    }

    private Outbox outbox(AlertSettings.Grouping grouping) {
        return new Outbox(AlertSettings.builder().grouping(grouping).build(), heldBack);
    }

    private static Alert alert(String kind, String subject, Level level) {
        Finding finding = new Finding(kind, subject, level, "it is so", null, Map.of(), "do this");
        return new Alert(
                finding.key(),
                level,
                finding.summary(),
                subject,
                Alert.State.FIRING,
                START,
                null,
                finding,
                List.of("a"),
                null,
                Alert.Harm.UNKNOWN,
                null);
    }
}
