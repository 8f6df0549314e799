package io.governance.db.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.db.bulk.SortKey.Nulls;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // a null here fails the test, as it should
class KeysetReaderTest {
    private record Line(Integer a, String b, Integer c) {
        Object[] values() {
            return new Object[] {a, b, c};
        }

        Comparable<?> value(String column) {
            return switch (column) {
                case "a" -> a;
                case "b" -> b;
                default -> c;
            };
        }
    }

    private static final String LINE = "CREATE TABLE line (a int, b varchar(9), c int)";
    private static final String QUERY = "SELECT a, b, c FROM line -- all of it";

    private static Line line(ResultSet row) throws SQLException {
        Integer a = (Integer) row.getObject("a");
        return new Line(a, row.getString("b"), (Integer) row.getObject("c"));
    }

    private static BulkWriter<Line> writer(Table table) {
        return BulkWriter.builder(table.database(), "line", "a", "b", "c").build(Line::values);
    }

    /** Every combination of directions and places of nulls against sorting in memory. */
    @Test
    void nullableCompoundKeysOfAllDirectionsReadAsTheModelSorts() throws SQLException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Line> lines = randomLines(random);
        for (Table table : List.of(Table.onPostgres(LINE), Table.onH2(LINE))) {
            writer(table).write(lines);
            for (SortKey a : variants("a")) {
                for (SortKey b : variants("b")) {
                    for (SortKey c : variants("c")) {
                        check(table, List.of(a, b, c), lines, random, "seed " + seed);
                    }
                }
            }
        }
    }

    private static List<Line> randomLines(Random random) {
        Set<Line> lines = new HashSet<>();
        while (lines.size() < 60) {
            lines.add(new Line(
                    random.nextInt(4) == 0 ? null : random.nextInt(3),
                    random.nextInt(4) == 0 ? null : String.valueOf((char) ('A' + random.nextInt(3))),
                    random.nextInt(4) == 0 ? null : random.nextInt(5)));
        }
        return List.copyOf(lines);
    }

    private static List<SortKey> variants(String column) {
        SortKey up = SortKey.ascending(column);
        SortKey down = SortKey.descending(column);
        return List.of(up.nullsFirst(), up.nullsLast(), down.nullsFirst(), down.nullsLast());
    }

    private static void check(Table table, List<SortKey> keys, List<Line> lines, Random random, String seed) {
        List<Line> expected = lines.stream().sorted(model(keys)).toList();
        KeysetReader<Line> reader = KeysetReader.builder(table.database(), QUERY, keys.toArray(SortKey[]::new))
                .pageSize(9 + random.nextInt(40))
                .build(KeysetReaderTest::line);
        List<Line> found = new ArrayList<>();
        int stop = random.nextInt(lines.size());
        String token;
        try (KeysetRows<Line> rows = reader.read()) {
            while (found.size() < stop && rows.hasNext()) {
                found.add(rows.next());
            }
            token = rows.token();
        }
        try (KeysetRows<Line> rows = reader.resume(token)) {
            rows.forEachRemaining(found::add);
        }
        assertEquals(expected, found, keys + " " + seed);
    }

    @SuppressWarnings("unchecked")
    private static Comparator<Line> model(List<SortKey> keys) {
        Comparator<Line> all = Comparator.comparing(line -> 0);
        for (SortKey key : keys) {
            Comparator<Object> values = (x, y) -> ((Comparable<Object>) x).compareTo(y);
            Comparator<Object> directed = key.isDescending() ? values.reversed() : values;
            Comparator<Object> nulls =
                    key.nulls() == Nulls.FIRST ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed);
            all = all.thenComparing(line -> line.value(key.column()), nulls);
        }
        return all;
    }

    @Test
    void keysOfManyTypesSurviveTheToken() throws SQLException {
        Table table = Table.onPostgres("""
                CREATE TABLE thing AS SELECT i AS id, i * 1.1::numeric AS price, 'x' || i AS name, i / 3.0::float8 AS ratio,
                       timestamptz '2026-10-25 00:00:00Z' + i * interval '7 minutes 0.000001 s' AS at,
                       date '2026-01-01' + i AS day, md5(i::text)::uuid AS code, i % 2 = 0 AS even,
                       time '00:00' + i * interval '1 s' AS clock FROM generate_series(1, 100) i
                """);
        for (String column : List.of("price", "name", "ratio", "at", "day", "code", "even", "clock")) {
            for (SortKey key : List.of(
                    SortKey.ascending(column), SortKey.descending(column).nullsLast())) {
                KeysetReader<Integer> reader = KeysetReader.builder(
                                table.database(), "SELECT * FROM thing WHERE id > ?", key, SortKey.ascending("id"))
                        .parameters(10)
                        .pageSize(7)
                        .build(row -> row.getInt("id"));
                List<String> found = new ArrayList<>();
                try (KeysetRows<Integer> rows = reader.read()) {
                    rows.forEachRemaining(id -> found.add(id.toString()));
                }
                assertEquals(
                        table.rows("SELECT id FROM thing WHERE id > 10 ORDER BY " + key.order() + ", id"),
                        found,
                        column);
            }
        }
    }

    @Test
    void aSnapshotDoesNotSeeWhatIsWrittenMeanwhile() throws SQLException {
        for (boolean isSnapshot : new boolean[] {true, false}) {
            Table table = Table.onPostgres(LINE);
            writer(table).write(IntStream.range(0, 100).mapToObj(i -> new Line(i, "b", i)));
            KeysetReader.Builder builder = KeysetReader.builder(table.database(), QUERY, SortKey.ascending("a"))
                    .pageSize(10);
            KeysetReader<Line> reader =
                    (isSnapshot ? builder.consistentSnapshot() : builder).build(KeysetReaderTest::line);
            try (KeysetRows<Line> rows = reader.read()) {
                assertEquals(0, rows.next().a());
                table.with("DELETE FROM line WHERE a >= 50", "INSERT INTO line VALUES (200, 'b', 200)");
                assertEquals(isSnapshot ? 99 : 50, rows.stream().count());
            }
            try (KeysetRows<Line> rows = reader.resume(tokenAfter(reader, 40))) {
                assertEquals(11, rows.stream().count());
            }
        }
    }

    private static String tokenAfter(KeysetReader<Line> reader, int rows) {
        try (KeysetRows<Line> some = reader.read()) {
            for (int i = 0; i < rows; i++) {
                some.next();
            }
            return some.token();
        }
    }

    @Test
    void aReaderClosedHalfWayHoldsNothing() throws SQLException {
        Table table = Table.onPostgres(LINE);
        writer(table).write(IntStream.range(0, 100).mapToObj(i -> new Line(i, "b", i)));
        KeysetReader.Builder builder = KeysetReader.builder(table.database(), QUERY, SortKey.ascending("a"))
                .pageSize(10);
        for (KeysetReader.Builder each : List.of(builder, builder.consistentSnapshot())) {
            KeysetRows<Line> rows = each.build(KeysetReaderTest::line).read();
            rows.next();
            rows.close();
            rows.close();
            assertFalse(rows.hasNext());
        }
        table.with("DROP TABLE line"); // would wait for a transaction that is still open
    }

    @Test
    void aConnectionLostBetweenPagesIsNoMatter() throws SQLException {
        Table table = Table.onPostgres(LINE);
        writer(table).write(IntStream.range(0, 100).mapToObj(i -> new Line(i, "b", i)));
        try (com.zaxxer.hikari.HikariDataSource pool = new com.zaxxer.hikari.HikariDataSource()) {
            pool.setDataSource(table.database());
            pool.setMaximumPoolSize(1);
            KeysetReader<Line> reader = KeysetReader.builder(pool, QUERY, SortKey.ascending("a"))
                    .pageSize(10)
                    .build(KeysetReaderTest::line);
            try (KeysetRows<Line> rows = reader.read()) {
                rows.next();
                table.with("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
                assertEquals(99, rows.stream().count());
            }
        }
    }

    @Test
    void keysThatAreNotUniqueOrNotThereAreRefused() throws SQLException {
        Table table = Table.onPostgres(LINE);
        writer(table).write(List.of(new Line(1, "b", 1), new Line(1, "b", 2), new Line(2, null, 3)));
        BulkException twice = assertThrows(BulkException.class, () -> readAll(table, SortKey.ascending("a"), 1));
        assertTrue(twice.getMessage().contains("add a unique column"), twice.getMessage());
        BulkException nulls = assertThrows(
                BulkException.class,
                () -> KeysetReader.builder(table.database(), QUERY, SortKey.ascending("b"), SortKey.ascending("c"))
                        .build(KeysetReaderTest::line)
                        .read()
                        .forEachRemaining(line -> {}));
        assertTrue(nulls.getMessage().contains("nullsFirst() or nullsLast()"), nulls.getMessage());
        assertThrows(IllegalArgumentException.class, () -> SortKey.ascending("a, b"));
        assertThrows(
                IllegalArgumentException.class,
                () -> KeysetReader.builder(table.database(), QUERY).build(KeysetReaderTest::line));
        String other = KeysetToken.format(QUERY, List.of(SortKey.ascending("c")), null);
        assertThrows(
                IllegalArgumentException.class,
                () -> KeysetReader.builder(table.database(), QUERY, SortKey.ascending("a"))
                        .build(KeysetReaderTest::line)
                        .resume(other));
    }

    private static void readAll(Table table, SortKey key, int pageSize) {
        try (KeysetRows<Line> rows = KeysetReader.builder(table.database(), QUERY, key)
                .pageSize(pageSize)
                .build(KeysetReaderTest::line)
                .read()) {
            rows.forEachRemaining(line -> {});
        }
    }

    /** Read from the planner's own count of pages touched, which does not depend on the machine. */
    @Test
    void page10000TouchesNoMoreThanPage1() throws SQLException {
        Table table = Table.onPostgres(
                "CREATE TABLE entry (id bigint, day date NOT NULL, amount int)",
                "INSERT INTO entry SELECT i, date '2026-01-01' + (i / 5000)::int, CASE WHEN i % 11 > 0 THEN i % 500 END"
                        + " FROM generate_series(1, 200000) i",
                "CREATE INDEX ON entry (day DESC, amount, id DESC)",
                "CREATE INDEX ON entry (day, id)",
                "VACUUM ANALYZE entry");
        List<List<SortKey>> orders = List.of(
                List.of(SortKey.ascending("day"), SortKey.ascending("id")),
                List.of(SortKey.descending("day"), SortKey.ascending("amount").nullsLast(), SortKey.descending("id")));
        for (List<SortKey> keys : orders) {
            int first = buffers(table, keys, 10);
            int late = buffers(table, keys, 10 * 9_999);
            assertTrue(late <= first + 10, keys + ": page 2 touches " + first + ", page 10,000 " + late);
        }
    }

    private static int buffers(Table table, List<SortKey> keys, int rowsBefore) throws SQLException {
        String query = "SELECT id, day, amount FROM entry WHERE id > ?";
        KeysetSql sql = new KeysetSql(query, keys);
        String order = String.join(", ", keys.stream().map(SortKey::order).toList());
        List<String> position = table.rows(
                "SELECT " + String.join(", ", keys.stream().map(SortKey::column).toList()) + " FROM entry ORDER BY "
                        + order + " OFFSET " + (rowsBefore - 1) + " LIMIT 1");
        List<KeyValue> values = new ArrayList<>();
        for (String cell : position.get(0).split("\\|", -1)) {
            values.add(new KeyValue(0, cell.equals("null") ? null : cell));
        }
        KeysetPredicate after = sql.after(values);
        try (Connection connection = table.database().getConnection();
                PreparedStatement explain =
                        connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS) " + sql.page(after, 10))) {
            KeysetStatement bound = new KeysetStatement(connection, explain);
            for (KeysetPredicate.Branch branch : after.branches()) {
                bound.bindParameters(List.of(0));
                bound.bindValues(branch.values());
            }
            return hits(explain);
        }
    }

    private static int hits(PreparedStatement explain) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (ResultSet row = explain.executeQuery()) {
            while (row.next()) {
                plan.append(row.getString(1)).append('\n');
            }
        }
        Matcher buffers = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?")
                .matcher(plan);
        assertTrue(buffers.find(), plan.toString());
        return number(buffers.group(1)) + number(buffers.group(2));
    }

    private static int number(String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }
}
