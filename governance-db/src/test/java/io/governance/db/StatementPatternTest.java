package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.orders.OrderDesk;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.governance.Governance;
import io.governance.judge.Finding;
import io.governance.measure.Call;
import io.governance.measure.Operation;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementPatternTest {
    private static final List<Integer> IDS = IntStream.range(100, 140).boxed().toList();

    private final Governance governance = Governance.builder().manual().build();
    private final Operation operation = governance.operation("desk");
    private OrderDesk desk;

    @BeforeEach
    void createData() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        desk = new OrderDesk(GovernedDataSource.wrap(governance, "orders", h2));
        desk.create(40, 5);
        Statements.of(governance).queryBudget(1_000);
    }

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void oneQueryForEachRowIsFoundAtTheLineOfItsCall() throws SQLException {
        assertEquals(200, operation.call(desk::itemsOneByOne));

        Finding finding = only("N_PLUS_ONE");
        assertEquals("desk", finding.subject());
        assertTrue(
                Objects.requireNonNull(finding.place())
                        .matches("com\\.acme\\.orders\\.OrderDesk\\.itemsOneByOne\\(OrderDesk\\.java:\\d+\\)"),
                finding.place());
        assertEquals("40", finding.evidence().get("repetitions"));
        assertEquals("40", finding.evidence().get("distinctParameters"));
        assertEquals("SELECT ID FROM ORDERS ORDER BY ID", finding.evidence().get("parentStatement"));
        assertEquals(41, queriesOfOneCall());
    }

    @Test
    void itIsFoundWithinTenRepetitionsOfOneCall() throws SQLException {
        operation.call(() -> desk.itemsByLiterals(IDS.subList(0, 9)));
        assertEquals(List.of(), governance.examine().findings());

        operation.call(() -> desk.itemsByLiterals(IDS.subList(0, 10)));
        assertEquals("10", only("N_PLUS_ONE").evidence().get("repetitions"));
    }

    @Test
    void aLowerThresholdFindsItSooner() throws SQLException {
        Statements.of(governance).threshold(3);
        operation.call(() -> desk.itemsByLiterals(IDS.subList(0, 3)));
        assertEquals("3", only("N_PLUS_ONE").evidence().get("repetitions"));
    }

    @Test
    void chunksAndPagesAreNotRepetitions() throws SQLException {
        Statements.of(governance).threshold(3);
        operation.run(() -> {
            desk.itemsByChunks(IDS, 3);
            desk.itemsByKeyset(7);
            desk.itemsByOffset(12, 5);
            assertEquals(
                    List.of(Pattern.CHUNKED, Pattern.PAGING, Pattern.PAGING),
                    StatementLog.of(Objects.requireNonNull(Call.current())).stream()
                            .map(StatementLog.Executed::pattern)
                            .toList());
        });
        assertEquals(List.of(), governance.examine().findings());
    }

    @Test
    void theSameQuestionAgainIsADuplicate() throws SQLException {
        operation.run(() -> desk.sameQuestion(12));
        Finding finding = only("DUPLICATE");
        assertEquals("12", finding.evidence().get("repetitions"));
        assertEquals("1", finding.evidence().get("distinctParameters"));
    }

    @Test
    void aWriteInBetweenMakesItANewQuestion() throws SQLException {
        Statements.of(governance).threshold(5);
        operation.run(() -> {
            desk.sameQuestion(3);
            desk.move(100, 7);
            desk.sameQuestion(3);
        });
        assertEquals(List.of(), governance.examine().findings());
    }

    @Test
    void writesOneByOneAreFound() throws SQLException {
        operation.run(() -> {
            for (int id : IDS) {
                desk.move(id, 1);
            }
        });
        assertEquals("40", only("UNBATCHED_WRITES").evidence().get("repetitions"));
    }

    @Test
    void batchesOfOneRowAreFound() throws SQLException {
        operation.run(() -> desk.moveInBatchesOfOne(15));
        assertEquals("15", only("DEGENERATE_BATCH").evidence().get("repetitions"));
    }

    @Test
    void whatKeepsASessionAliveIsNoQuery() throws SQLException {
        operation.run(() -> desk.keepAlive(20));
        assertEquals(List.of(), governance.examine().findings());
        assertEquals(0, operation.sinceStart().queries().count());
    }

    @Test
    void aBatchIsOneQuery() throws SQLException {
        operation.run(() -> desk.moveInBatchesOfOne(4));
        assertEquals(4, queriesOfOneCall());
    }

    @Test
    void theLoopOverCallsOfAnotherOperationBelongsToTheOuterOne() throws SQLException {
        Operation inner = governance.operation("count");
        operation.run(() -> {
            for (int i = 0; i < 12; i++) {
                int customer = i;
                inner.call(() -> desk.countOf(customer));
            }
        });
        assertEquals("desk", only("N_PLUS_ONE").subject());
    }

    @Test
    void withoutACallTheLoanOfAConnectionIsTheScope() throws SQLException {
        desk.itemsOneByOne();
        assertEquals("orders", only("N_PLUS_ONE").subject());
        assertEquals("40", only("N_PLUS_ONE").evidence().get("repetitions"));
    }

    @Test
    void loansThatAreNotWatchedAreOnlyAddedUp() throws SQLException {
        Statements.of(governance).watchLoans(false);
        desk.itemsOneByOne();
        assertEquals(List.of(), governance.examine().findings());
        assertTrue(Statements.of(governance).totals().stream()
                .anyMatch(total -> total.fingerprint().contains("WHERE ORDER_ID = ?") && total.executions() == 40));
    }

    @Test
    void aConnectionThatComesBackToItsPoolEndsTheLoan() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = GovernedDataSource.pooled(governance, "pooled", config)) {
            OrderDesk other = new OrderDesk(pool);
            other.create(12, 2);
            for (int i = 0; i < 12; i++) {
                other.countOf(i);
            }
            assertEquals(List.of(), governance.examine().findings());
            other.itemsOneByOne();
            assertEquals("pooled", only("N_PLUS_ONE").subject());
        }
    }

    @Test
    void virtualOrNotOtherThreadsOfTheCallCountWithIt() throws Exception {
        operation.call(() -> {
            Call call = Objects.requireNonNull(Call.capture());
            for (int i = 0; i < 4; i++) {
                int from = 3 * i;
                Thread thread = new Thread(() -> {
                    Call.Scope scope = call.resume();
                    try {
                        desk.itemsByLiterals(IDS.subList(from, from + 3));
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        scope.close();
                    }
                });
                thread.start();
                thread.join();
            }
            return "done";
        });
        assertEquals("12", only("N_PLUS_ONE").evidence().get("repetitions"));
    }

    @Test
    void asManyFramesAsWantedTellThePlace() throws SQLException {
        Statements.of(governance).callSiteFrames(1);
        operation.call(desk::itemsOneByOne);
        assertEquals(null, only("N_PLUS_ONE").evidence().get("calledFrom1"));
        assertThrows(
                IllegalArgumentException.class, () -> Statements.of(governance).callSiteFrames(0));
    }

    @Test
    void aCallOverItsQueryBudgetIsAFindingWithWhatItAskedMostOften() throws SQLException {
        Statements.of(governance).queryBudget(4).logOverBudget(true);
        operation.run(() -> desk.itemsByLiterals(IDS.subList(0, 4)));
        assertEquals(List.of(), governance.examine().findings());

        operation.run(() -> desk.itemsByLiterals(IDS.subList(0, 5)));
        Finding finding = only("QUERY_BUDGET");
        assertEquals("5", finding.evidence().get("queries"));
        assertEquals(
                "5 x SELECT SKU FROM ITEM WHERE ORDER_ID = ?",
                finding.evidence().get("statement1"));
        assertEquals(
                1.0,
                governance
                        .meters()
                        .get("governance.calls.over.query.budget")
                        .tag("operation", "desk")
                        .counter()
                        .count());
    }

    @Test
    void aPatternThatExplainsTheQueriesIsToldAlone() throws SQLException {
        Statements.of(governance).queryBudget(4);
        operation.call(desk::itemsOneByOne);
        assertEquals("desk", only("N_PLUS_ONE").subject());
    }

    private Finding only(String kind) {
        List<Finding> findings = governance.examine().findings();
        assertEquals(List.of(kind), findings.stream().map(Finding::kind).toList(), findings.toString());
        return findings.get(0);
    }

    private int queriesOfOneCall() {
        return (int) operation.sinceStart().queriesQuantile(1.0);
    }
}
