package io.governance.db.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.db.Postgres;
import io.governance.db.advice.AdviceCases.Query;
import io.governance.judge.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The published cases of index advice reach the published goals.
 *
 * <p>By default with real indexes on a tenth of the data; {@code cases.advice} names another file of cases,
 * {@code cases.cleanup} another one of clean-up cases, {@code cases.advice.database} the address of a database made as
 * {@code advice/README.md} says, with hypopg. The answers are in {@code target/cases}, in the form of the judge.
 */
@NullUnmarked // a null here fails the test, as it should
class AdviceCasesTest {
    private static final Governance GOVERNANCE = Governance.builder().manual().build();
    private static final Map<String, List<String>> ANSWERS = new LinkedHashMap<>();
    private static final String ADDRESS = System.getProperty("cases.advice.database");
    private static DataSource database;

    @BeforeAll
    static void load() throws SQLException, IOException {
        if (ADDRESS == null) {
            database = AdviceData.load();
        } else {
            PGSimpleDataSource prepared = new PGSimpleDataSource();
            prepared.setURL(ADDRESS);
            database = prepared;
        }
    }

    @AfterAll
    static void write() throws IOException {
        GOVERNANCE.close();
        Path file = Files.createDirectories(Path.of("target/cases")).resolve("advice-answers.json");
        Files.writeString(
                file,
                ANSWERS.entrySet().stream()
                        .map(answer -> quoted(answer.getKey()) + ": "
                                + answer.getValue().stream()
                                        .map(AdviceCasesTest::quoted)
                                        .collect(Collectors.joining(", ", "[", "]")))
                        .collect(Collectors.joining(",\n", "{", "}\n")));
    }

    @Test
    void theSavingThatIsPossibleIsReached() throws SQLException {
        List<CaseScore> scores = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        StringBuilder report = new StringBuilder();
        for (Query query : AdviceCases.load().queries()) {
            List<String> advised = advised(query);
            ANSWERS.put(query.id(), advised);
            CaseScore score = score(query, advised);
            report.append(query.id() + " " + advised + " " + score + "\n");
            if (query.expectedAction() != null
                    && advised.stream()
                            .noneMatch(ddl -> ddl.replace("public.", "").equals(query.expectedAction()))) {
                wrong.add(query.id() + " lacks " + query.expectedAction());
            }
            if (query.isNegative()) {
                boolean isFalse = advised.stream().anyMatch(ddl -> ddl.startsWith("CREATE")) && !score.isPossible();
                wrong.addAll(isFalse ? List.of(query.id() + " needs no index: " + advised) : List.of());
            } else {
                scores.add(score);
            }
        }
        assertEquals(List.of(), wrong, report.toString());
        double share = scores.stream().mapToDouble(CaseScore::share).average().orElse(0);
        double worst = scores.stream().mapToDouble(CaseScore::worst).average().orElse(0);
        double logShare =
                scores.stream().mapToDouble(CaseScore::logShare).average().orElse(0);
        double size = (double) scores.stream().mapToLong(CaseScore::bytes).sum()
                / scores.stream().mapToLong(CaseScore::robustBytes).sum();
        String figures = "share " + share + ", worst " + worst + ", log " + logShare + ", size " + size + "\n" + report;
        assertTrue(share >= 0.98 && worst >= 0.97 && logShare >= 0.80 && size <= 1.3, figures);
    }

    @Test
    void whatOnlyRepeatsAnotherIndexIsDroppedAndNothingElse() throws SQLException {
        List<String> wrong = new ArrayList<>();
        DataSource empty = Postgres.database();
        IndexAdvisor advisor = IndexAdvisor.builder(GOVERNANCE).build(empty);
        List<Object> cases =
                AdviceCases.list(AdviceCases.read(System.getProperty("cases.cleanup"), "/advice/cleanup.json"));
        for (Object one : cases) {
            Map<String, Object> fields = AdviceCases.map(one);
            String id = (String) fields.get("id");
            try (Connection connection = empty.getConnection();
                    Statement setup = connection.createStatement()) {
                setup.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
                for (String sql : AdviceCases.texts(fields.get("setup"))) {
                    setup.execute(sql);
                }
            }
            List<String> drops = advisor.review("public").stream()
                    .map(Finding::remedy)
                    .filter(remedy -> remedy.startsWith("DROP INDEX"))
                    .toList();
            ANSWERS.put(id, drops);
            Set<String> dropped = new HashSet<>();
            drops.forEach(drop -> dropped.add(drop.substring(drop.lastIndexOf('.') + 1)));
            for (Object group : AdviceCases.list(fields.get("drop_exactly_one_of"))) {
                Set<String> hit = new HashSet<>(AdviceCases.texts(group));
                hit.retainAll(dropped);
                dropped.removeAll(hit);
                wrong.addAll(hit.size() == 1 ? List.of() : List.of(id + " " + fields.get("note") + ": " + drops));
            }
            wrong.addAll(dropped.isEmpty() ? List.of() : List.of(id + " drops " + dropped));
        }
        assertTrue(cases.size() >= 10);
        assertEquals(List.of(), wrong);
    }

    private static List<String> advised(Query query) throws SQLException {
        IndexAdvisor.Builder builder = IndexAdvisor.builder(GOVERNANCE);
        IndexAdvisor advisor = (ADDRESS == null ? builder.trialIndexes() : builder).build(database);
        List<String> advised = new ArrayList<>();
        for (Finding finding : advisor.advise(new Question("case", null, query.sql(), query.executions()))) {
            advised.addAll(List.of(finding.remedy().split("; ")));
        }
        return advised;
    }

    private static CaseScore score(Query query, List<String> advised) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return CaseScore.of(connection, query, advised, ADDRESS != null);
            } finally {
                connection.rollback();
            }
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
