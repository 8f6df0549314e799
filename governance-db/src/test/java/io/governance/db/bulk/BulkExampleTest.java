package io.governance.db.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The examples of docs/bulk.md. */
@NullUnmarked // a null here fails the test, as it should
class BulkExampleTest {
    private record Price(long part, String currency, BigDecimal amount) {}

    private static final Pattern SNIPPET =
            Pattern.compile("<!-- from: (\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void pricesAreWrittenAndReadBack() throws SQLException {
        Table table = Table.onPostgres(
                "CREATE TABLE price (part bigint, currency text, amount numeric," + " PRIMARY KEY (part, currency))");
        DataSource database = table.database();
        List<Price> prices = IntStream.range(0, 5_000)
                .mapToObj(i -> new Price(i / 2, i % 2 == 0 ? "EUR" : "USD", BigDecimal.valueOf(i, 2)))
                .toList();
        AtomicReference<String> lastToken = new AtomicReference<>();

        BulkWriter<Price> writer = BulkWriter.builder(database, "price", "part", "currency", "amount")
                .upsert("part", "currency")
                .listener(progress -> lastToken.set(progress.token()))
                .build(price -> new Object[] {price.part(), price.currency(), price.amount()});
        BulkReport report = writer.write(prices);

        assertEquals(5_000, report.written());
        assertEquals(0, writer.resume(lastToken.get(), prices.iterator()).written());

        KeysetReader<Price> reader = KeysetReader.builder(
                        database,
                        "SELECT part, currency, amount FROM price WHERE amount > ?",
                        SortKey.descending("amount").nullsLast(),
                        SortKey.ascending("part"),
                        SortKey.ascending("currency"))
                .parameters(10)
                .build(row -> new Price(row.getLong(1), row.getString(2), row.getBigDecimal(3)));
        List<Price> found = new ArrayList<>();
        try (KeysetRows<Price> rows = reader.read()) {
            rows.forEachRemaining(found::add);
        }

        assertEquals(3_999, found.size());
        assertEquals(prices.get(4_999), found.get(0));
    }

    @Test
    void theDocumentShowsThisCode() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/bulk.md"))) {
            root = root.getParent();
        }
        Matcher snippet = SNIPPET.matcher(Files.readString(root.resolve("docs/bulk.md")));
        int found = 0;
        while (snippet.find()) {
            found++;
            String source = Files.readString(root.resolve(snippet.group(1)));
            assertTrue(words(source).contains(words(snippet.group(2))), "not in the test:\n" + snippet.group(2));
        }
        assertEquals(2, found);
    }

    private static String words(String code) {
        return code.strip().replaceAll("\\s+", " ");
    }
}
