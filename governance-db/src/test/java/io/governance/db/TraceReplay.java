package io.governance.db;

import io.governance.Governance;
import io.governance.measure.Call;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;

/**
 * Executes a trace through the interception as an application would: each operation of it in a call, each thread of it on
 * a thread, each connection of it on one. Statements without an operation belong to the loan of their connection.
 */
@NullUnmarked // test data: a null fails the test, as it should
final class TraceReplay implements AutoCloseable {
    private final Governance governance = Governance.builder().manual().build();
    private final StubDriver driver = new StubDriver();
    private final DataSource source = GovernedDataSource.wrap(governance, "traces", driver.source());
    private final Statements statements = Statements.of(governance);
    private final Map<String, Connection> connections = new HashMap<>();
    private final Map<String, ExecutorService> threads = new HashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private String site;

    TraceReplay(int threshold) {
        statements.threshold(threshold).stacksFrom(() -> {
            Throwable stack = new Throwable();
            stack.setStackTrace(frames(site));
            return stack;
        });
    }

    private static StackTraceElement[] frames(String site) {
        if (site == null) {
            return new StackTraceElement[0];
        }
        int dot = Math.max(0, site.indexOf('.'));
        int colon = site.lastIndexOf(':');
        int line = colon < 0 ? 0 : Integer.parseInt(site.substring(colon + 1).replaceAll("\\D", "0"));
        String method = site.substring(dot, Math.max(dot, colon < 0 ? site.length() : colon));
        return new StackTraceElement[] {
            new StackTraceElement("com.acme." + site.substring(0, dot), method, "Trace.java", line)
        };
    }

    void run(List<Object> events) throws Exception {
        Map<String, List<Map<String, Object>>> operations = new LinkedHashMap<>();
        for (Object one : events) {
            Map<String, Object> event = CaseFile.object(one);
            operations
                    .computeIfAbsent(String.valueOf(event.get("op")), op -> new ArrayList<>())
                    .add(event);
        }
        for (Map.Entry<String, List<Map<String, Object>>> operation : operations.entrySet()) {
            run(operation.getKey(), operation.getValue());
        }
        for (Connection connection : connections.values()) {
            connection.close();
        }
    }

    private void run(String operation, List<Map<String, Object>> events) throws Exception {
        boolean isOneThread =
                events.stream().map(event -> event.get("thread")).distinct().count() <= 1;
        if (operation.equals("null")) {
            executeAll(events);
        } else if (isOneThread) {
            governance.operation(operation).call(() -> {
                executeAll(events);
                return "done";
            });
        } else {
            governance.operation(operation).call(() -> {
                onThreads(Call.capture(), events);
                return "done";
            });
        }
    }

    private void onThreads(Call call, List<Map<String, Object>> events) throws Exception {
        Map<String, Call.Scope> scopes = new HashMap<>();
        for (Map<String, Object> event : events) {
            String name = String.valueOf(event.get("thread"));
            ExecutorService thread = threads.computeIfAbsent(name, one -> Executors.newSingleThreadExecutor());
            if (!scopes.containsKey(name)) {
                scopes.put(name, thread.submit(call::resume).get());
            }
            thread.submit(() -> {
                        execute(event);
                        return "done";
                    })
                    .get();
        }
        for (Map.Entry<String, Call.Scope> scope : scopes.entrySet()) {
            threads.get(scope.getKey()).submit(scope.getValue()::close).get();
        }
    }

    private void executeAll(List<Map<String, Object>> events) throws SQLException {
        for (Map<String, Object> event : events) {
            execute(event);
        }
    }

    private void execute(Map<String, Object> event) throws SQLException {
        String on = String.valueOf(event.get("conn"));
        Connection connection = connections.get(on);
        if (connection == null) {
            connection = source.getConnection();
            connections.put(on, connection);
        }
        site = (String) event.get("site");
        switch ((String) event.get("kind")) {
            case "commit" -> connection.commit();
            case "rollback" -> connection.rollback();
            default -> statement(connection, event);
        }
    }

    private void statement(Connection connection, Map<String, Object> event) throws SQLException {
        String sql = (String) event.get("sql");
        if (sql == null) {
            return;
        }
        texts.putIfAbsent(Fingerprint.of(sql, Dialect.POSTGRESQL).text(), sql);
        driver.rows = CaseFile.array(event.get("rows"));
        driver.changedRows = event.get("update_count") instanceof Long count ? count.intValue() : 0;
        String state = (String) event.get("sqlstate");
        driver.failure = event.get("kind").equals("error") || state != null ? new SQLException("told", state) : null;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<Object> parameters = CaseFile.array(event.get("params"));
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            switch ((String) event.get("kind")) {
                case "batch" -> batch(statement, (Long) event.get("batch_size"));
                case "update" -> statement.executeUpdate();
                default -> read(statement);
            }
        } catch (SQLException e) {
            if (e != driver.failure) {
                throw e;
            }
        }
    }

    private static void batch(PreparedStatement statement, long rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            statement.addBatch();
        }
        statement.executeBatch();
    }

    private void read(PreparedStatement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery()) {
            for (int row = 0; answer.next(); row++) {
                for (int column = 1;
                        column <= CaseFile.array(driver.rows.get(row)).size();
                        column++) {
                    answer.getObject(column);
                }
            }
        }
    }

    /** What was found, in the form of the judge. */
    List<Object> answers() {
        List<Object> answers = new ArrayList<>();
        for (Observed one : statements.observed()) {
            one.places(List.of("io.governance."), 1);
            if (!one.isScattered()) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("sql", texts.get(one.key().shape().fingerprint));
                answer.put("class", one.key().pattern().name());
                answer.put("count", one.executions());
                answers.add(answer);
            }
        }
        return answers;
    }

    @Override
    public void close() {
        threads.values().forEach(ExecutorService::shutdown);
        governance.close();
    }
}
