package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What looks like one pattern and is another, or none; each as a trace at a threshold of five. */
@NullUnmarked // a null here fails the test, as it should
class ClassificationTest {
    private static final String BY_ID = "select c.name from customer c where c.id=?";

    private final List<Object> events = new ArrayList<>();
    private String site = "Service.load:7";

    @Test
    void questionsFromAsManyPlacesAreNoLoop() throws Exception {
        for (int i = 0; i < 6; i++) {
            site = "Service" + i + ".load:7";
            query(BY_ID, List.of(100 + i), List.of(List.of("n")));
        }
        found();
    }

    @Test
    void theSameQuestionFromManyPlacesIsADuplicateAlthoughSomethingElseIsWritten() throws Exception {
        for (int i = 0; i < 6; i++) {
            site = "Service" + i + ".load:7";
            query("select val from config where name=?", List.of("vat"), List.of(List.of("19")));
            update("insert into audit_log (what) values ('read')", List.of(), 1);
        }
        found("DUPLICATE 6");
    }

    @Test
    void aWriteToAJoinedTableMakesItANewQuestion() throws Exception {
        for (int i = 0; i < 6; i++) {
            query("select a.x from app.a as a join app.b on b.id=a.id where a.k=?", List.of(1), List.of(List.of(1)));
            update("UPDATE b set x=1", List.of(), 1);
        }
        found();
    }

    @Test
    void twoQuestionsInTurnAreDuplicatesOfEach() throws Exception {
        for (int i = 0; i < 12; i++) {
            query("select val from config where name=?", List.of(i % 2 == 0 ? "vat" : "eur"), List.of(List.of("19")));
        }
        found("DUPLICATE 12");
    }

    @Test
    void theFirstRowsOfEachParentAreNoPages() throws Exception {
        query("select id, at from orders", List.of(), rows(0, 20, i -> List.of(100L + i, 7_000L + 10L * i)));
        for (int i = 0; i < 20; i++) {
            query(
                    "select id from event where at > ? order by at limit 3",
                    List.of(7_000L + 10L * i),
                    List.of(List.of(40L * i), List.of(40L * i + 1), List.of(40L * i + 2)));
        }
        found("N_PLUS_ONE 20");
    }

    @Test
    void keysetPagesOfSeveralTenantsArePages() throws Exception {
        for (int tenant = 0; tenant < 5; tenant++) {
            for (int page = 0; page < 6; page++) {
                query(
                        "select id from ev where tenant=? and (at > ? or (at = ? and id > ?)) order by at, id limit ?",
                        List.of(tenant, 1_000L * page, 1_000L * page, 10_000L + page, 100),
                        List.of(List.of(1L, 2L), List.of(1_000L * (page + 1), 10_001L + page)));
            }
        }
        found("PAGING 30");
    }

    @Test
    void aKeysetWrittenIntoTheTextIsOneToo() throws Exception {
        for (int page = 0; page < 7; page++) {
            query(
                    "select id from ev where id > " + 100 * page + " order by id fetch first 100 rows only",
                    List.of(),
                    List.of(List.of(100L * page + 1), List.of(100L * page + 100)));
        }
        found("PAGING 7");
    }

    @Test
    void pagesByMySqlsPairOfNumbersAreTheSame() throws Exception {
        for (int page = 0; page < 7; page++) {
            query("select id from ev order by id limit ?, ?", List.of(50 * page, 50), List.of(List.of(1L)));
        }
        found("PAGING 7");
    }

    @Test
    void randomOffsetsAreNoPages() throws Exception {
        int[] offsets = {17, 3, 250, 42, 99, 12, 8, 411};
        for (int offset : offsets) {
            query("select id from ev order by id limit 1 offset ?", List.of(offset), List.of(List.of(7L + offset)));
        }
        found("N_PLUS_ONE 8");
    }

    @Test
    void aListForEachParentIsARepetition() throws Exception {
        for (int i = 0; i < 20; i++) {
            query(
                    "select q from stock where shop=? and sku in (?,?)",
                    List.of(100 + i, 1_000 + 2 * i, 1_001 + 2 * i),
                    List.of());
        }
        found("N_PLUS_ONE 20");
    }

    @Test
    void listsOfOneAreARepetition() throws Exception {
        for (int i = 0; i < 20; i++) {
            query("select q from stock where sku in (?)", List.of(1_000 + i), List.of());
        }
        found("N_PLUS_ONE 20");
    }

    @Test
    void theSameListAgainIsADuplicate() throws Exception {
        for (int i = 0; i < 6; i++) {
            query("select q from stock where sku in (?,?,?)", List.of(1, 2, 3), List.of());
        }
        found("DUPLICATE 6");
    }

    @Test
    void oneArrayForEachChunkIsAChunk() throws Exception {
        for (int i = 0; i < 8; i++) {
            int from = 100 * i;
            query(
                    "select q from stock where sku = any(?)",
                    List.of(IntStream.range(from, from + 100).boxed().toArray()),
                    List.of());
        }
        found("CHUNKED 8");
    }

    @Test
    void manyRowsInEachInsertAreChunks() throws Exception {
        String rows = "(?,?)" + ",(?,?)".repeat(49);
        for (int i = 0; i < 6; i++) {
            int from = i * 100;
            update(
                    "insert into t (a,b) values " + rows,
                    IntStream.range(from, from + 100).<Object>mapToObj(n -> n).toList(),
                    50);
        }
        found("CHUNKED 6");
    }

    @Test
    void evenWindowsAreChunks() throws Exception {
        for (int i = 0; i < 8; i++) {
            query("select x from t where id between ? and ?", List.of(1_000 * i, 1_000 * i + 999), List.of());
        }
        found("CHUNKED 8");
    }

    @Test
    void tasksTakenFromAQueueAreNoDuplicates() throws Exception {
        for (int i = 0; i < 8; i++) {
            query("select id from task where state='NEW' order by id limit 10", List.of(), List.of(List.of(10L * i)));
            update("update task set state='DONE' where id = any(?)", List.of("{" + i + "}"), 10);
        }
        found("CHUNKED 8");
    }

    @Test
    void aQuestionWhoseAnswerChangesByItselfIsNoDuplicate() throws Exception {
        for (int i = 0; i < 8; i++) {
            query("select state from job where id=?", List.of(7), List.of(List.of("step " + i)));
        }
        found();
    }

    @Test
    void aFunctionThatNumbersIsASequence() throws Exception {
        for (int i = 0; i < 8; i++) {
            query("select next_number('invoice')", List.of(), List.of(List.of(100L + i)));
        }
        found("N_PLUS_ONE 8");
    }

    @Test
    void aDeadlockTriedAgainIsARetry() throws Exception {
        for (int i = 0; i < 2; i++) {
            query("select id from a where id=?", List.of(7), List.of(List.of(7L)));
            update("update a set x=? where id=?", List.of("v" + i, 7), 1);
            fails("update b set x=? where id=?", List.of("v" + i, 8), "40P01");
            event("rollback", null, List.of());
        }
        query("select id from a where id=?", List.of(7), List.of(List.of(7L)));
        update("update a set x=? where id=?", List.of("v", 7), 1);
        update("update b set x=? where id=?", List.of("v", 8), 1);
        found("RETRY 3", "RETRY 3", "RETRY 3");
    }

    @Test
    void writesThatChangeNoRowAreNoRetries() throws Exception {
        for (int i = 0; i < 10; i++) {
            update("update item set state=? where tenant=? and id=?", List.of("SEEN", 3, 100 + i), 0);
        }
        found("UNBATCHED_WRITES 10");
    }

    @Test
    void aLoopWithOneRetryInItIsALoop() throws Exception {
        for (int i = 0; i < 10; i++) {
            if (i == 4) {
                fails(BY_ID, List.of(104), "57014");
            }
            query(BY_ID, List.of(100 + i), List.of(List.of("n")));
        }
        found("N_PLUS_ONE 11");
    }

    @Test
    void readAndWriteOneByOneAreBothFound() throws Exception {
        for (int i = 0; i < 10; i++) {
            query("select balance from account where id=?", List.of(i + 50), List.of(List.of(900L + i)));
            update("update account set balance=? where id=?", List.of(i, i + 50), 1);
        }
        found("N_PLUS_ONE 10", "UNBATCHED_WRITES 10");
    }

    @Test
    void insertsThatReturnTheirKeysAreWrites() throws Exception {
        for (int i = 0; i < 10; i++) {
            query("insert into item (sku) values (?) returning id", List.of("s" + i), List.of(List.of(700L + i)));
        }
        found("UNBATCHED_WRITES 10");
    }

    @Test
    void whatASessionAsksAboutItselfIsNothing() throws Exception {
        for (int i = 0; i < 10; i++) {
            for (String sql : List.of(
                    "/* ping */ select 1",
                    "SELECT 1 FROM DUAL",
                    "select version()",
                    "select set_config('app.tenant', ?, false)",
                    "select current_schema()",
                    "SELECT 1 AS alive",
                    "begin",
                    "use tenant_7",
                    "show transaction isolation level")) {
                query(sql, sql.contains("?") ? List.of("t" + i) : List.of(), List.of(List.of(1L)));
            }
        }
        found();
    }

    @Test
    void fewBatchesOfOneAmongLargerOnesAreNothing() throws Exception {
        for (int i = 0; i < 30; i++) {
            batch("insert into item (id) values (?)", i % 5 == 0 ? 1 : 50);
        }
        found();
    }

    private void query(String sql, List<?> parameters, List<?> rows) {
        event("query", sql, parameters).put("rows", rows);
    }

    private void update(String sql, List<?> parameters, long changed) {
        event("update", sql, parameters).put("update_count", changed);
    }

    private void fails(String sql, List<?> parameters, String state) {
        event("error", sql, parameters).put("sqlstate", state);
    }

    private void batch(String sql, long rows) {
        event("batch", sql, List.of()).put("batch_size", rows);
    }

    private Map<String, Object> event(String kind, String sql, List<?> parameters) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("op", "op1");
        event.put("thread", "t1");
        event.put("conn", "c1");
        event.put("kind", kind);
        event.put("sql", sql);
        event.put("params", parameters);
        event.put("site", site);
        events.add(event);
        return event;
    }

    private static List<Object> rows(int from, int to, java.util.function.IntFunction<List<Object>> row) {
        return IntStream.range(from, to).<Object>mapToObj(row).toList();
    }

    private void found(String... expected) throws Exception {
        try (TraceReplay replay = new TraceReplay(5)) {
            replay.run(events);
            Stream<String> answers = replay.answers().stream()
                    .map(CaseFile::object)
                    .map(answer -> answer.get("class") + " " + answer.get("count"));
            assertEquals(Arrays.asList(expected), answers.sorted().toList());
        }
    }
}
