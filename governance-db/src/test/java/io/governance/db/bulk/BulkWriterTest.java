package io.governance.db.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // a null here fails the test, as it should
class BulkWriterTest {
    private record Sale(long id, int part, String name, BigDecimal price, LocalDateTime at) {
        static Sale of(int i) {
            return new Sale(
                    i, i % 977, "name-" + i, BigDecimal.valueOf(i * 7L, 2), LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(i));
        }

        Object[] values() {
            return new Object[] {id, part, name, price, at};
        }
    }

    private static final String SALE = "CREATE TABLE sale (id bigint PRIMARY KEY, part int NOT NULL, name text,"
            + " price numeric(12, 2), at timestamp NOT NULL)";

    private static BulkWriter.Builder sales(Table table) {
        return BulkWriter.builder(table.database(), "sale", "id", "part", "name", "price", "at");
    }

    @Test
    void everyNumberOfRowsArrivesInTheFormMadeForIt() throws SQLException {
        for (int rows : new int[] {0, 1, 2, 50, 5_000, 70_000}) {
            Table table = Table.onPostgres(SALE);
            BulkReport report = sales(table).build(Sale::values)
                    .write(IntStream.range(0, rows).mapToObj(Sale::of));
            assertEquals(rows, report.written(), report.toString());
            assertEquals(rows, report.read());
            String expected = rows == 0 ? "0|null|null" : rows + "|0|" + (rows - 1);
            assertEquals(expected, table.only("SELECT count(*), min(id), max(id) FROM sale"));
        }
    }
}
