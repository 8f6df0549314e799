package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.orders.OrderDesk;
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
    void withoutACallStatementsAreOnlyAddedUp() throws SQLException {
        desk.itemsOneByOne();
        assertEquals(List.of(), governance.examine().findings());
        assertTrue(Statements.of(governance).totals().stream()
                .anyMatch(total -> total.fingerprint().contains("WHERE ORDER_ID = ?") && total.executions() == 40));
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
