package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.HibernateShop;
import com.acme.shop.LibraryShop;
import com.acme.shop.PlainShop;
import com.acme.shop.Shop;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.governance.Governance;
import io.governance.judge.Finding;
import io.governance.measure.Call;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The published scenarios on a real PostgreSQL, by hand and with the libraries that people use: exactly the expected
 * class for the named statement and nothing for the others, at a threshold of five.
 */
@NullUnmarked // a null here fails the test, as it should
class ShopPatternsTest {
    private static final List<Long> CUSTOMERS =
            LongStream.range(500, 540).boxed().toList();
    private static final java.util.regex.Pattern TABLE =
            java.util.regex.Pattern.compile("(?:from|into|update) (\\w+)|(nextval)");
    private static PGSimpleDataSource database;

    private Governance governance;
    private HikariDataSource pool;
    private PlainShop plain;
    private LibraryShop library;

    @BeforeAll
    static void createData() throws SQLException {
        System.setProperty("org.jboss.logging.provider", "slf4j"); // Hibernate's own lines
        database = Postgres.database();
        Shop.create(database);
    }

    @AfterAll
    static void forget() {
        database = null;
    }

    @BeforeEach
    void open() {
        governance = Governance.builder().manual().build();
        Statements.of(governance).threshold(5);
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(4);
        pool = GovernedDataSource.pooled(governance, "shop", config);
        plain = new PlainShop(pool);
        library = new LibraryShop(pool);
    }

    @AfterEach
    void close() {
        pool.close();
        governance.close();
    }

    @Test
    void n01ItemsOfEachOrder() throws Exception {
        in(plain::itemsOfEachOrder);
        found("N_PLUS_ONE 40 item");
        assertEquals(
                "select id from orders order by id",
                findings().get(0).evidence().get("parentStatement"));
    }

    @Test
    void n01LazyCollectionsOfHibernateAtTheApplicationsLoop() throws Exception {
        try (HibernateShop shop = new HibernateShop(pool, 1)) {
            in(shop::itemsLazily);
            found("N_PLUS_ONE 40 item");
            assertTrue(
                    findings().get(0).place().contains("HibernateShop"),
                    () -> findings().toString());
        }
    }

    @Test
    void n02BatchFetchingOfHibernateIsChunked() throws Exception {
        try (HibernateShop shop = new HibernateShop(pool, 4)) {
            in(shop::itemsLazily);
            found("CHUNKED 10 item");
            assertEquals(List.of(), patternFindings());
        }
    }

    @Test
    void aFetchJoinOfHibernateIsNothing() throws Exception {
        try (HibernateShop shop = new HibernateShop(pool, 1)) {
            in(shop::itemsByFetchJoin);
            found();
        }
    }

    @Test
    void n03EagerReferencesOfHibernateWithoutALoop() throws Exception {
        try (HibernateShop shop = new HibernateShop(pool, 1)) {
            in(shop::salesWithCustomers);
            found("N_PLUS_ONE 40 customer");
        }
    }

    @Test
    void n04FourCustomersAreBelowTheThreshold() throws Exception {
        in(() -> {
            for (long id : CUSTOMERS.subList(0, 4)) {
                plain.customer(id);
            }
        });
        found();
    }

    @Test
    void n05FewCustomersOfManyOrders() throws Exception {
        in(plain::fewCustomersOfManyOrders);
        found("N_PLUS_ONE 25 customer");
    }

    @Test
    void n05WithJooq() throws Exception {
        in(library::customersByJooq);
        found("N_PLUS_ONE 40 customer");
        assertTrue(
                findings().get(0).place().contains("customersByJooq"),
                () -> findings().toString());
    }

    @Test
    void aJoinAndAListWithJooqAreNothing() throws Exception {
        in(library::customersByJooqAtOnce);
        found();
    }

    @Test
    void n06WithJdbi() throws Exception {
        in(() -> library.customersByJdbi(CUSTOMERS));
        found("N_PLUS_ONE 40 customer");
        assertTrue(
                findings().get(0).place().contains("customersByJdbi"),
                () -> findings().toString());
    }

    @Test
    void n06WithSpring() throws Exception {
        in(() -> library.customersBySpring(CUSTOMERS));
        found("N_PLUS_ONE 40 customer");
        assertTrue(
                findings().get(0).place().contains("customersBySpring"),
                () -> findings().toString());
    }

    @Test
    void batchesOfSpringAreNothing() throws Exception {
        in(() -> library.paymentsBySpring(LongStream.range(3_000, 3_060).boxed().toList()));
        found();
    }

    @Test
    void n07NestedSelectOfMyBatis() throws Exception {
        in(library::itemsByMyBatis);
        found("N_PLUS_ONE 20 item");
        assertTrue(
                findings().get(0).place().contains("itemsByMyBatis"),
                () -> findings().toString());
    }

    @Test
    void n08PagesByKey() throws Exception {
        in(plain::pagesByKey);
        found("PAGING 7 ev");
    }

    @Test
    void n09PagesByOffsetBoundOrWritten() throws Exception {
        in(() -> plain.pagesByOffset(false));
        found("PAGING 12 ev");
        in(() -> plain.pagesByOffset(true));
        found("PAGING 12 ev");
    }

    @Test
    void n10Chunks() throws Exception {
        in(() -> plain.chunks(2_350, 1_000));
        found("CHUNKED 3 item");
    }

    @Test
    void n11TheSameLookUpFromSixPlaces() throws Exception {
        in(() -> {
            plain.config();
            plain.config();
            plain.customer(500);
            plain.config();
            plain.config();
            plain.config();
            plain.config();
        });
        found("DUPLICATE 6 config");
    }

    @Test
    void n12AWriteInBetween() throws Exception {
        in(() -> {
            for (int i = 0; i < 3; i++) {
                plain.config();
            }
            plain.changeConfig();
            for (int i = 0; i < 3; i++) {
                plain.config();
            }
        });
        found();
    }

    @Test
    void n13AnOptimisticLockThatIsTriedAgain() throws Exception {
        in(plain::changeDocument);
        found("RETRY 3 doc", "RETRY 3 doc");
    }

    @Test
    void n14KeysByIdentity() throws Exception {
        in(() -> plain.notesWithIdentity(30));
        found("UNBATCHED_WRITES 30 note");
    }

    @Test
    void n14KeysByIdentityWithHibernate() throws Exception {
        try (HibernateShop shop = new HibernateShop(pool, 1)) {
            in(() -> shop.notes(30));
            found("UNBATCHED_WRITES 30 note");
        }
    }

    @Test
    void n15BatchesOfOne() throws Exception {
        in(() -> plain.notesInBatches(20, 1, false));
        found("DEGENERATE_BATCH 20 note");
    }

    @Test
    void n16ANumberOfTheSequenceForEachRow() throws Exception {
        in(() -> plain.notesInBatches(30, 10, true));
        found("N_PLUS_ONE 30 nextval");
    }

    @Test
    void n17UpkeepOfThePool() throws Exception {
        in(plain::keepAlive);
        found();
        assertEquals(
                0, governance.findOperation("shop").orElseThrow().sinceStart().queriesQuantile(1.0));
    }

    @Test
    void n18AWalkThroughATree() throws Exception {
        in(() -> plain.walk(1));
        found("N_PLUS_ONE 40 node");
    }

    @Test
    void n19TwoStatementsInTurn() throws Exception {
        in(plain::productsOfItemsOfOrders);
        found("N_PLUS_ONE 30 item", "N_PLUS_ONE 60 product");
    }

    @Test
    void n20ManyThreadsOfOneCall() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        in(() -> {
            Call call = Objects.requireNonNull(Call.capture());
            List<? extends Future<?>> all = CUSTOMERS.stream()
                    .map(id -> threads.submit(() -> {
                        Call.Scope scope = call.resume();
                        try {
                            return plain.customer(id);
                        } finally {
                            scope.close();
                        }
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        });
        threads.shutdown();
        found("N_PLUS_ONE 40 customer");
    }

    @Test
    void n21UpdatesOneByOne() throws Exception {
        in(plain::payAll);
        found("UNBATCHED_WRITES 60 account");
    }

    @Test
    void n22DifferentQuestions() throws Exception {
        in(plain::differentQuestions);
        found();
    }

    private interface Work {
        void run() throws Exception;
    }

    private void in(Work work) throws Exception {
        governance
                .findOperation("shop")
                .orElseGet(() -> governance.operation("shop"))
                .call(() -> {
                    work.run();
                    return "done";
                });
    }

    private void found(String... expected) {
        Stream<String> found = Statements.of(governance).observed().stream().map(ShopPatternsTest::text);
        assertEquals(List.of(expected), found.sorted().toList());
    }

    private static String text(Observed one) {
        Matcher table = TABLE.matcher(one.key().shape().fingerprint);
        assertTrue(table.find(), one.key().shape().fingerprint);
        String name = IntStream.rangeClosed(1, 2)
                .mapToObj(table::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return one.key().pattern() + " " + one.executions() + " " + name;
    }

    private List<Finding> findings() {
        return governance.examine().findings();
    }

    private List<String> patternFindings() {
        return findings().stream()
                .map(Finding::kind)
                .filter(kind -> !kind.equals("QUERY_BUDGET"))
                .toList();
    }
}
