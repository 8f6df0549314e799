package io.governance.db.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLTransientConnectionException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What is decided without a database. */
@NullUnmarked // a null here fails the test, as it should
class BulkJudgingTest {
    private static final CommitTicket TICKET = new CommitTicket(700, 9, "00000001", "0/10");

    private static CommitOutcome outcome(String status, long next, String timeline, String checkpoint, Long nextThen) {
        return CommitOutcome.of(TICKET, new ServerState(status, next, timeline, checkpoint, nextThen));
    }

    @Test
    void aTransactionIsBelievedOnlyWhereItsNumberCannotBeAStrangers() {
        assertEquals(CommitOutcome.COMMITTED, outcome("committed", 705, "00000001", "0/10", null));
        assertEquals(CommitOutcome.ROLLED_BACK, outcome("aborted", 705, "00000001", "0/10", null));
        assertEquals(CommitOutcome.IN_PROGRESS, outcome("in progress", 705, "00000001", "0/10", null));
        assertEquals(CommitOutcome.UNKNOWN, outcome(null, 705, "00000001", "0/10", null), "too long ago");

        assertEquals(CommitOutcome.COMMITTED, outcome("committed", 705, "00000001", "0/20", 701L), "recovered with it");
        assertEquals(
                CommitOutcome.ROLLED_BACK,
                outcome("committed", 705, "00000001", "0/20", 700L),
                "recovered without it, and the number given to another");
        assertEquals(CommitOutcome.ROLLED_BACK, outcome(null, 700, "00000001", "0/20", 690L), "never given again");
        assertEquals(CommitOutcome.UNKNOWN, outcome("committed", 705, "00000002", "0/10", null), "a replica took over");
        assertEquals(
                CommitOutcome.COMMITTED,
                outcome("committed", 705, "00000001", "0/20", null),
                "a checkpoint of every day, which may have begun before the transaction");
    }

    @Test
    void failuresAreToldApartByWhoseFaultTheyAre() {
        for (String row :
                List.of("22P02", "23505", "23502", "22001", "22021", "21000", "P0001", "45000", "44000", "54000")) {
            assertEquals(FailureKind.ROW, FailureKind.of(row), row);
        }
        for (String again : List.of("40001", "40P01", "55P03")) {
            assertEquals(FailureKind.CONFLICT, FailureKind.of(again), again);
        }
        for (String gone : List.of("08006", "08001", "57P01", "57P02", "57P03")) {
            assertEquals(FailureKind.CONNECTION, FailureKind.of(gone), gone);
        }
        for (String stop : Arrays.asList("42P01", "42501", "53100", "57014", "25006", "XX000", null)) {
            assertEquals(FailureKind.STOP, FailureKind.of(stop), stop);
        }
        assertEquals(FailureKind.CONNECTION, FailureKind.of(new SQLTransientConnectionException("pool is empty")));
    }

    @Test
    void theFormFollowsTheNumberOfRowsAndWhatTheTableAllows() {
        TableShape all = new TableShape(true, List.of("int4"), true, true, true);
        TableShape view = new TableShape(true, List.of("int4"), false, true, true);
        TableShape arrays = new TableShape(true, List.of("int4[]"), true, true, false);
        assertEquals(BulkMode.BATCH, ModeChoice.of(WriteKind.INSERT, all, 1));
        assertEquals(BulkMode.UNNEST, ModeChoice.of(WriteKind.INSERT, all, ModeChoice.UNNEST_FROM));
        assertEquals(BulkMode.COPY, ModeChoice.of(WriteKind.INSERT, all, ModeChoice.COPY_FROM));
        assertEquals(BulkMode.UNNEST, ModeChoice.of(WriteKind.INSERT, view, 1_000_000));
        assertEquals(BulkMode.BATCH, ModeChoice.of(WriteKind.INSERT, arrays, 100));
        assertEquals(BulkMode.UNNEST, ModeChoice.of(WriteKind.UPSERT, all, ModeChoice.STAGE_FROM - 1));
        assertEquals(BulkMode.STAGED, ModeChoice.of(WriteKind.DELETE, all, ModeChoice.STAGE_FROM));
        assertEquals(BulkMode.BATCH, ModeChoice.of(WriteKind.UPSERT, TableShape.PLAIN, 1_000_000));
    }

    @Test
    void namesThatAreNoNamesAreRefusedAllAtOnce() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Target(WriteKind.UPSERT, "a; DROP", List.of("x", "y z", "x"), List.of("k")));
        for (String part : List.of("'a; DROP'", "'y z'", "'x' is there twice", "'k' is not among")) {
            assertTrue(refused.getMessage().contains(part), refused.getMessage());
        }
        assertThrows(
                IllegalArgumentException.class, () -> new Target(WriteKind.UPDATE, "t", List.of("k"), List.of("k")));
        assertThrows(IllegalArgumentException.class, () -> new Target(WriteKind.INSERT, "t", List.of(), List.of()));
    }

    @Test
    void tokensOfAWriteReadBack() {
        Target target = new Target(WriteKind.INSERT, "t", List.of("a"), List.of());
        for (BulkToken token : List.of(
                BulkToken.done(target, 12),
                BulkToken.committing(target, 12, TICKET, 99),
                BulkToken.committing(target, 0, new CommitTicket(1, 2, "1764000000000", ""), 1))) {
            assertEquals(token, BulkToken.parse(token.toString(), target));
        }
        Target other = new Target(WriteKind.INSERT, "u", List.of("a"), List.of());
        String token = BulkToken.done(target, 12).toString();
        assertThrows(IllegalArgumentException.class, () -> BulkToken.parse(token, other));
        assertThrows(IllegalArgumentException.class, () -> BulkToken.parse("12", target));
    }

    @Test
    void textsAreWhatPostgresReads() throws InvalidValueException {
        assertEquals("0044-03-15 BC", PostgresText.of(LocalDate.of(-43, 3, 15)));
        assertEquals("12345-01-02", PostgresText.of(LocalDate.of(12_345, 1, 2)));
        assertEquals("infinity", PostgresText.of(LocalDate.MAX));
        assertEquals("-infinity", PostgresText.of(OffsetDateTime.MIN));
        assertEquals("2026-01-02 03:04Z", PostgresText.of(Instant.parse("2026-01-02T03:04:00Z")));
        LocalDateTime local = LocalDateTime.of(2026, 7, 1, 12, 0, 1);
        String offset = local.atZone(ZoneId.systemDefault()).getOffset().getId();
        assertEquals("2026-07-01 12:00:01" + offset, PostgresText.of(Timestamp.valueOf(local)));
        assertEquals("{\"1\",NULL,{\"a\\\"b\"}}", PostgresText.of(Arrays.asList(1, null, List.of("a\"b"))));
        assertEquals("{\"1\",\"2\"}", PostgresText.of(new int[] {1, 2}));
        assertEquals("NaN", PostgresText.of(Double.NaN));
        assertNull(PostgresText.of(null));
        assertThrows(InvalidValueException.class, () -> PostgresText.of("a\0"));
        assertThrows(InvalidValueException.class, () -> PostgresText.of("\udc00"));
        assertEquals("\ud83d\ude80", PostgresText.of("\ud83d\ude80"));
    }

    @Test
    void pausesGrowAndEnd() {
        assertEquals(Duration.ofMillis(25), Pauses.after(1, 0));
        assertEquals(Duration.ofMillis(50), Pauses.after(1, 1));
        assertEquals(Duration.ofMillis(400), Pauses.after(4, 1));
        assertEquals(Duration.ofSeconds(2), Pauses.after(1_000, 1));
    }

    @Test
    void whatComesAfterAPositionIsOneRangeForEachKey() {
        List<SortKey> mixed =
                List.of(SortKey.descending("a"), SortKey.ascending("b").nullsLast(), SortKey.ascending("c"));
        List<KeyValue> position = List.of(new KeyValue(4, "1"), new KeyValue(12, "x"), new KeyValue(4, "3"));
        assertEquals(
                List.of("a = ? AND b = ? AND c > ?", "a = ? AND b > ?", "a = ? AND b IS NULL", "a < ?"),
                conditions(mixed, position));
        List<KeyValue> atNull = List.of(new KeyValue(4, "1"), new KeyValue(12, null), new KeyValue(4, "3"));
        assertEquals(List.of("a = ? AND b IS NULL AND c > ?", "a < ?"), conditions(mixed, atNull));
        List<SortKey> first = List.of(SortKey.ascending("b").nullsFirst());
        assertEquals(List.of("b IS NOT NULL"), conditions(first, List.of(new KeyValue(12, null))));
        List<SortKey> last = List.of(SortKey.ascending("b").nullsLast());
        assertEquals(List.of(), conditions(last, List.of(new KeyValue(12, null))));
        List<SortKey> uniform = List.of(SortKey.descending("a"), SortKey.descending("b"));
        assertEquals(List.of("(a, b) < (?, ?)"), conditions(uniform, position.subList(0, 2)));
    }

    private static List<String> conditions(List<SortKey> keys, List<KeyValue> position) {
        return KeysetPredicate.after(keys, position).branches().stream()
                .map(KeysetPredicate.Branch::condition)
                .toList();
    }

    @Test
    void tokensOfAReaderReadBackAndForeignOnesAreRefused() {
        List<SortKey> keys =
                List.of(SortKey.ascending("a"), SortKey.descending("b").nullsLast());
        List<KeyValue> position =
                List.of(new KeyValue(Types.VARCHAR, "\u00e9-\n\ud83d\ude80"), new KeyValue(Types.DATE, null));
        String token = KeysetToken.format("q", keys, position);
        assertEquals(position, KeysetToken.parse(token, "q", keys));
        assertNull(KeysetToken.parse(KeysetToken.format("q", keys, null), "q", keys));
        assertThrows(IllegalArgumentException.class, () -> KeysetToken.parse(token, "r", keys));
        for (int length = 0; length < token.length(); length++) {
            String cut = token.substring(0, length);
            if (length != token.indexOf('-', 8) + 1) { // nothing after the check is the token of the beginning
                assertThrows(IllegalArgumentException.class, () -> KeysetToken.parse(cut, "q", keys), cut);
            }
        }
    }
}
