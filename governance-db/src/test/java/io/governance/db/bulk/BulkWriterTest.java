package io.governance.db.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.db.GovernedDataSource;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // a null here fails the test, as it should
class BulkWriterTest {
    private record Sale(long id, int part, String name, BigDecimal price, LocalDateTime at) {
        static Sale of(int i) {
            return new Sale(
                    i,
                    i % 977,
                    "name-" + i,
                    BigDecimal.valueOf(i * 7L, 2),
                    LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(i));
        }

        Object[] values() {
            return new Object[] {id, part, name, price, at};
        }
    }

    private static final String SALE = "CREATE TABLE sale (id bigint PRIMARY KEY, part int NOT NULL, name text,"
            + " price numeric(12, 2), at timestamp NOT NULL)";
    private static final String NOTE = "CREATE TABLE note (id int PRIMARY KEY, text varchar(20))";

    private static BulkWriter.Builder sales(Table table) {
        return BulkWriter.builder(table.database(), "sale", "id", "part", "name", "price", "at");
    }

    private static BulkWriter.Builder notes(Table table) {
        return BulkWriter.builder(table.database(), "note", "id", "text");
    }

    private static BulkWriter<Object[]> raw(BulkWriter.Builder builder) {
        return builder.build(row -> row);
    }

    private static Object[] row(Object... values) {
        return values;
    }

    @Test
    void everyNumberOfRowsArrivesInTheFormMadeForIt() throws SQLException {
        Map<Integer, Set<BulkMode>> forms = Map.of(
                0, Set.of(), 1, Set.of(BulkMode.BATCH), 50, Set.of(BulkMode.UNNEST), 70_000, Set.of(BulkMode.COPY));
        for (int rows : forms.keySet()) {
            Table table = Table.onPostgres(SALE);
            BulkReport report = sales(table)
                    .build(Sale::values)
                    .write(IntStream.range(0, rows).mapToObj(Sale::of));
            assertEquals(rows, report.written(), report.toString());
            assertEquals(rows, report.read());
            assertEquals(forms.get(rows), report.rowsByMode().keySet());
            String expected = rows == 0 ? "0|null|null" : rows + "|0|" + (rows - 1);
            assertEquals(expected, table.only("SELECT count(*), min(id), max(id) FROM sale"));
        }
    }

    @Test
    void everyFormWritesTheSameRows() throws SQLException {
        Object[][] rows = {
            row(1, "tab\there", new byte[] {0, 1, 92, -1}, List.of("a,b", "\"q\"", "\\N", ""), true, null),
            row(2, "\\N", null, null, false, Instant.parse("2026-03-29T01:30:00.123456Z")),
            row(3, "\\.", new byte[0], new int[0], null, Instant.MAX),
            row(4, "a\\b\nc\rd\u2028{NULL}", new byte[] {10, 9}, new String[] {null, "NULL", "null"}, true, null),
            row(5, "", null, List.of("\u00e9\ud83d\ude80"), true, Instant.parse("0001-01-01T00:00:00Z")),
            row(6, null, null, null, null, null)
        };
        for (boolean hasArray : new boolean[] {true, false}) {
            List<String> expected = null;
            for (BulkMode mode : BulkMode.values()) {
                if (hasArray && mode == BulkMode.UNNEST) {
                    continue; // an array of arrays would come out flat
                }
                Table table = Table.onPostgres("CREATE TABLE thing (id int PRIMARY KEY, name text, bytes bytea,"
                        + (hasArray ? " tags text[]," : " tags text,") + " yes boolean, at timestamptz)");
                raw(BulkWriter.builder(table.database(), "thing", "id", "name", "bytes", "tags", "yes", "at")
                                .only(mode))
                        .write(List.of(rows));
                List<String> found = table.rows("SELECT * FROM thing ORDER BY id");
                assertEquals(6, found.size());
                expected = expected == null ? found : expected;
                assertEquals(expected, found, mode.toString());
            }
            if (hasArray) {
                assertEquals("1|tab\there|\\x00015cff|{\"a,b\",\"\\\"q\\\"\",\"\\\\N\",\"\"}|t|null", expected.get(0));
            }
        }
    }

    @Test
    void nulCharactersAndHalfCharactersAreRefusedByRowAndColumn() throws SQLException {
        Table table = Table.onPostgres(NOTE);
        BulkReport report = raw(notes(table))
                .write(List.of(
                        row(1, "good"), row(2, "b\0d"), row(3, "cut \ud83d"), row(4, new Object()), row(5, null)));
        assertEquals(List.of("1|good", "5|null"), table.rows("SELECT * FROM note ORDER BY id"));
        assertEquals(2, report.written());
        assertEquals(
                List.of(1L, 2L, 3L),
                report.badRows().stream().map(BadRow::index).toList());
        String said = report.badRows().get(0).cause().getMessage();
        assertTrue(said.startsWith("row 1, column text: a NUL character at position 1"), said);
        assertTrue(report.badRows().get(2).cause().getMessage().contains("java.lang.Object"));
    }

    @Test
    void aWrongTypeInRow49999IsFoundWhileTheOthersAreWritten() throws SQLException {
        for (BulkMode mode : List.of(BulkMode.COPY, BulkMode.UNNEST)) {
            Table table = Table.onPostgres(SALE);
            BulkReport report = raw(sales(table).only(mode))
                    .write(IntStream.range(0, 60_000).mapToObj(i -> {
                        Object[] values = Sale.of(i).values();
                        values[1] = i == 49_999 ? "no number" : values[1];
                        return values;
                    }));
            assertEquals(59_999, report.written());
            assertEquals(1, report.badRows().size());
            assertEquals(49_999, report.badRows().get(0).index());
            assertEquals("22P02", report.badRows().get(0).cause().getSQLState());
            assertTrue(report.toString().contains("1 refused, first row 49999"), report.toString());
            assertEquals("59999", table.only("SELECT count(*) FROM sale"));
        }
    }

    @Test
    void rowsAgainstConstraintsAreFoundEvenWhenTheCommitChecksThem() throws SQLException {
        for (String deferred : List.of("", " DEFERRABLE INITIALLY DEFERRED")) {
            Table table = Table.onPostgres(
                    "CREATE TABLE parent (id int PRIMARY KEY)",
                    "INSERT INTO parent VALUES (1), (2)",
                    "CREATE TABLE note (id int PRIMARY KEY, text varchar(20), parent int REFERENCES parent" + deferred
                            + ")");
            BulkReport report = raw(BulkWriter.builder(table.database(), "note", "id", "text", "parent"))
                    .write(List.of(
                            row(1, "a", 1),
                            row(2, "b", 99),
                            row(3, "a text that is longer than allowed", 1),
                            row(1, "twice", 2),
                            row(4, "d", 2)));
            assertEquals(List.of("1|a|1", "4|d|2"), table.rows("SELECT * FROM note ORDER BY id"));
            assertEquals(
                    List.of("1:23503", "2:22001", "3:23505"),
                    report.badRows().stream()
                            .map(bad -> bad.index() + ":" + bad.cause().getSQLState())
                            .toList());
        }
    }

    @Test
    void theLastOfSeveralRowsOfOneKeyWinsAndThisIsSaid() throws SQLException {
        for (BulkMode mode : List.of(BulkMode.BATCH, BulkMode.UNNEST, BulkMode.STAGED)) {
            Table table = Table.onPostgres(NOTE, "INSERT INTO note VALUES (1, 'old'), (9, 'stays')");
            BulkReport report = raw(notes(table).upsert("id").only(mode))
                    .write(List.of(row(1, "a"), row(2, "b"), row(1, "c"), row(3, "d"), row(1, "e")));
            assertEquals(List.of("1|e", "2|b", "3|d", "9|stays"), table.rows("SELECT * FROM note ORDER BY id"));
            assertEquals(2, report.duplicates());
            assertEquals(3, report.written());
            assertTrue(report.toString().contains("2 replaced by a later row of the same key"), report.toString());
        }
    }

    @Test
    void keysThatOnlyTheDatabaseTakesForTheSameAreWrittenInTheirOrder() throws SQLException {
        for (BulkMode mode : List.of(BulkMode.UNNEST, BulkMode.STAGED)) {
            Table table = Table.onPostgres("CREATE TABLE note (id numeric PRIMARY KEY, text varchar(20))");
            raw(notes(table).upsert("id").only(mode))
                    .write(List.of(
                            row(new BigDecimal("1.0"), "first"), row(2, "b"), row(new BigDecimal("1.00"), "last")));
            assertEquals(List.of("b", "last"), table.rows("SELECT text FROM note ORDER BY text"));
            raw(notes(table).update("id").only(mode)).write(List.of(row("1.0", "x"), row("1.000", "y"), row("7", "z")));
            assertEquals(List.of("b", "y"), table.rows("SELECT text FROM note ORDER BY text"));
        }
    }

    @Test
    void whenTheLastRowOfAKeyIsBadTheOneBeforeItStays() throws SQLException {
        Table table = Table.onPostgres(NOTE);
        BulkReport report = raw(notes(table).upsert("id"))
                .write(List.of(row(1, "good"), row(2, "b"), row(1, "a text that is longer than allowed")));
        assertEquals(List.of("1|good", "2|b"), table.rows("SELECT * FROM note ORDER BY id"));
        assertEquals(0, report.duplicates());
        assertEquals(2, report.badRows().get(0).index());
    }

    @Test
    void updatesAndDeletesFindTheirRowsByACompoundKey() throws SQLException {
        for (BulkMode mode : List.of(BulkMode.BATCH, BulkMode.UNNEST, BulkMode.STAGED)) {
            Table table = Table.onPostgres(
                    "CREATE TABLE stock (shop int, part text, amount int, PRIMARY KEY (shop, part))",
                    "INSERT INTO stock VALUES (1, 'a', 1), (1, 'b', 2), (2, 'a', 3)");
            BulkReport updated = raw(BulkWriter.builder(table.database(), "stock", "amount", "shop", "part")
                            .update("shop", "part")
                            .only(mode))
                    .write(List.of(row(10, 1, "a"), row(30, 2, "a"), row(99, 7, "a"), row(31, 2, "a")));
            assertEquals(List.of("1|a|10", "1|b|2", "2|a|31"), table.rows("SELECT * FROM stock ORDER BY 1, 2"));
            assertEquals(2, updated.written());
            BulkReport deleted = raw(BulkWriter.builder(table.database(), "stock", "part", "shop")
                            .delete()
                            .only(mode))
                    .write(List.of(row("a", 1), row("a", 1), row("b", 9)));
            assertEquals(1, deleted.written());
            assertEquals(List.of("1|b|2", "2|a|31"), table.rows("SELECT * FROM stock ORDER BY 1, 2"));
        }
    }

    @Test
    void aLargeUpsertGoesThroughATemporaryTable() throws SQLException {
        Table table = Table.onPostgres(
                SALE, "INSERT INTO sale SELECT g, 1, 'old', 1, now() FROM generate_series(0, 19999, 2) g");
        BulkReport report = sales(table)
                .upsert("id")
                .build(Sale::values)
                .write(IntStream.range(0, 20_000).mapToObj(Sale::of));
        assertEquals(Map.of(BulkMode.STAGED, 20_000L), report.rowsByMode());
        assertEquals("20000|0", table.only("SELECT count(*), count(*) FILTER (WHERE name = 'old') FROM sale"));
    }

    @Test
    void viewsRulesAndArraysAreWrittenByFormsThatMeanTheSame() throws SQLException {
        Table table = Table.onPostgres(
                NOTE, "CREATE VIEW seen AS SELECT * FROM note", "CREATE TABLE tagged (id int, text text[])");
        BulkReport view = raw(BulkWriter.builder(table.database(), "seen", "id", "text"))
                .write(IntStream.range(0, 3_000).mapToObj(i -> row(i, "t")));
        assertEquals(Set.of(BulkMode.UNNEST), view.rowsByMode().keySet());
        BulkReport tagged = raw(BulkWriter.builder(table.database(), "tagged", "id", "text"))
                .write(IntStream.range(0, 10).mapToObj(i -> row(i, List.of("a", "b"))));
        assertEquals(Set.of(BulkMode.BATCH), tagged.rowsByMode().keySet());
        assertEquals("3000", table.only("SELECT count(*) FROM note"));
        assertEquals("{a,b}", table.only("SELECT DISTINCT text FROM tagged"));
    }

    @Test
    void aSourceIsNeverReadFartherThanOneChunkAhead() throws SQLException {
        Table table = Table.onPostgres(NOTE);
        List<Integer> taken = new ArrayList<>();
        List<Integer> ahead = new ArrayList<>();
        raw(notes(table).chunkRows(100).listener(progress -> ahead.add(taken.size() - (int) progress.read())))
                .write(IntStream.range(0, 950).peek(taken::add).mapToObj(i -> row(i, "t")));
        assertEquals(10, ahead.size());
        assertTrue(ahead.stream().allMatch(rows -> rows <= 1), ahead.toString());
    }

    @Test
    void heavyRowsMakeSmallChunks() throws SQLException {
        Table table = Table.onPostgres("CREATE TABLE note (id int PRIMARY KEY, text text)");
        String heavy = "x".repeat(4 * 1_024 * 1_024);
        List<Long> reads = new ArrayList<>();
        raw(notes(table).listener(progress -> reads.add(progress.read())))
                .write(IntStream.range(0, 10).mapToObj(i -> row(i, heavy)));
        assertEquals(List.of(4L, 8L, 10L), reads);
    }

    @Test
    void aWriteThatStoppedIsResumedWithoutLossOrDoubling() throws SQLException {
        Table table = Table.onPostgres(SALE);
        List<Sale> sales = IntStream.range(0, 1_000).mapToObj(Sale::of).toList();
        List<String> tokens = new ArrayList<>();
        BulkWriter<Sale> stopping = sales(table)
                .chunkRows(100)
                .listener(progress -> {
                    tokens.add(progress.token());
                    if (progress.read() == 300) {
                        throw new IllegalStateException("the process is asked to end");
                    }
                })
                .build(Sale::values);
        assertThrows(IllegalStateException.class, () -> stopping.write(sales));
        assertEquals("300", table.only("SELECT count(*) FROM sale"));

        BulkReport rest = sales(table).chunkRows(64).build(Sale::values).resume(tokens.get(2), sales.iterator());
        assertEquals(700, rest.written());
        assertEquals(1_000, rest.read());
        assertEquals("1000|1000", table.only("SELECT count(*), count(DISTINCT id) FROM sale"));
        Iterator<Sale> short1 = sales.subList(0, 10).iterator();
        assertThrows(
                IllegalArgumentException.class,
                () -> sales(table).build(Sale::values).resume(tokens.get(2), short1));
        assertThrows(
                IllegalArgumentException.class,
                () -> sales(table).upsert("id").build(Sale::values).resume(tokens.get(0), sales.iterator()));
    }

    @Test
    void aTokenKeptBeforeTheCommitCoversBothOfItsEndings() throws SQLException {
        for (boolean isCommitted : new boolean[] {true, false}) {
            Table table =
                    Table.onPostgres("CREATE TABLE note (id int, text varchar(20))"); // no key: doubles would stay
            List<Object[]> rows =
                    IntStream.range(0, 250).mapToObj(i -> row(i, "t")).toList();
            List<String> kept = new ArrayList<>();
            class Dying implements BulkListener {
                @Override
                public void beforeCommit(String token) {
                    kept.add(token);
                    if (kept.size() == 2 && !isCommitted) {
                        throw new IllegalStateException("died before the commit");
                    }
                }

                @Override
                public void committed(BulkProgress progress) {
                    if (kept.size() == 2) {
                        throw new IllegalStateException("died after the commit");
                    }
                }
            }
            BulkWriter<Object[]> dying = raw(notes(table).chunkRows(100).listener(new Dying()));
            assertThrows(IllegalStateException.class, () -> dying.write(rows));
            raw(notes(table)).resume(kept.get(1), rows.iterator());
            assertEquals("250|250", table.only("SELECT count(*), count(DISTINCT id) FROM note"));
        }
    }

    @Test
    void aDryRunTellsWhatWouldHappenAndChangesNothing() throws SQLException {
        Table table = Table.onPostgres(NOTE, "INSERT INTO note VALUES (1, 'old')");
        BulkReport report = raw(notes(table).upsert("id").dryRun())
                .write(List.of(row(1, "a"), row(2, "b"), row("x", "c"), row(2, "d")));
        assertTrue(report.isDryRun());
        assertEquals(2, report.written());
        assertEquals(1, report.badRows().size());
        assertEquals(1, report.duplicates());
        assertEquals("1|old", table.only("SELECT * FROM note"));
    }

    @Test
    void tooManyBadRowsStopTheWriteWithTheLastChunkUndone() throws SQLException {
        Table table = Table.onPostgres(NOTE);
        Stream<Object[]> rows = IntStream.range(0, 300).mapToObj(i -> row(i < 150 ? i : "x" + i, "t"));
        BulkException stopped = assertThrows(
                BulkException.class,
                () -> raw(notes(table).chunkRows(100).maximumBadRows(20)).write(rows));
        assertTrue(stopped.getMessage().contains("more bad rows than allowed"), stopped.getMessage());
        assertEquals("100", table.only("SELECT count(*) FROM note"));
        assertTrue(stopped.token().endsWith("-100"), stopped.token());
    }

    @Test
    void aFaultOfNoRowStopsAtOnce() throws SQLException {
        Table table = Table.onPostgres(NOTE);
        BulkException missing = assertThrows(
                BulkException.class,
                () -> raw(BulkWriter.builder(table.database(), "nowhere", "id")).write(List.of(row(1), row(2))));
        assertTrue(missing.getMessage().contains("nowhere"), missing.getMessage());
        IllegalArgumentException column = assertThrows(
                IllegalArgumentException.class,
                () -> raw(BulkWriter.builder(table.database(), "note", "id", "txet"))
                        .write(List.<Object[]>of(row(1, "a"))));
        assertTrue(column.getMessage().contains("no column txet; it has [id, text]"), column.getMessage());
        assertThrows(IllegalArgumentException.class, () -> raw(notes(table)).write(List.of(row(1), row(2))));
    }

    @Test
    void h2GetsPlainBatches() throws SQLException {
        Table table = Table.onH2(NOTE, "INSERT INTO note VALUES (1, 'old')");
        BulkReport report = raw(notes(table).upsert("id"))
                .write(List.of(
                        row(1, "a"),
                        row(2, "b"),
                        row(1, "c"),
                        row(3, "a text that is longer than allowed"),
                        row(4, "d")));
        assertEquals(List.of("1|c", "2|b", "4|d"), table.rows("SELECT * FROM note ORDER BY id"));
        assertEquals(List.of(3L), report.badRows().stream().map(BadRow::index).toList());
        assertEquals(Map.of(BulkMode.BATCH, 4L), report.rowsByMode());
        raw(notes(table).update("id")).write(List.of(row(2, "x"), row(4, "y")));
        raw(BulkWriter.builder(table.database(), "note", "id").delete()).write(List.of(row(1), row(4)));
        assertEquals("2|x", table.only("SELECT * FROM note"));
        BulkReport many = raw(notes(table)).write(IntStream.range(10, 5_010).mapToObj(i -> row(i, "t")));
        assertEquals(5_000, many.written());
    }

    @Test
    void aGovernedDataSourceIsWrittenTheSameWay() throws SQLException {
        Table table = Table.onPostgres(SALE);
        try (Governance governance = Governance.builder().manual().build()) {
            GovernedDataSource governed = GovernedDataSource.wrap(governance, "sales", table.database());
            BulkReport report = BulkWriter.builder(governed, "sale", "id", "part", "name", "price", "at")
                    .build(Sale::values)
                    .write(IntStream.range(0, 2_000).mapToObj(Sale::of));
            assertEquals(Set.of(BulkMode.COPY), report.rowsByMode().keySet());
        }
        assertEquals("2000", table.only("SELECT count(*) FROM sale"));
    }

    @Test
    void datesUuidsJsonAndQuotedNamesArrive() throws SQLException {
        Table table = Table.onPostgres("CREATE TABLE \"Order\" (id uuid, \"Day\" date, doc jsonb, kind char(3))");
        UUID id = UUID.fromString("8c6f7f0e-0000-4000-8000-000000000001");
        for (BulkMode mode : List.of(BulkMode.BATCH, BulkMode.UNNEST, BulkMode.COPY)) {
            BulkReport report = raw(BulkWriter.builder(table.database(), "\"Order\"", "id", "\"Day\"", "doc", "kind")
                            .only(mode))
                    .write(List.of(
                            row(id, LocalDate.of(2026, 2, 28), "{\"a\": \"\\\\\"}", "abc"),
                            row(id, LocalDate.of(-43, 3, 15), "[]", "abcd")));
            assertEquals(1, report.written(), mode + ": a text that is too long is refused, never cut");
        }
        assertEquals(
                id + "|2026-02-28|\\|abc", table.only("SELECT DISTINCT id, \"Day\", doc->>'a', kind FROM \"Order\""));
        assertFalse(raw(BulkWriter.builder(table.database(), "\"Order\"", "\"Day\""))
                .write(List.<Object[]>of(row(LocalDate.of(-43, 3, 15))))
                .badRows()
                .iterator()
                .hasNext());
        assertEquals("0044-03-15 BC", table.only("SELECT \"Day\"::text FROM \"Order\" WHERE id IS NULL"));
    }
}
