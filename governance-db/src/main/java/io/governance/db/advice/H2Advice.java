package io.governance.db.advice;

import io.governance.db.Dialect;
import io.governance.db.Fingerprint;
import io.governance.db.SampledStatement;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Advice on one statement for H2: an index for what is compared in each large table that EXPLAIN says is read whole. H2
 * cannot take back a definition, so nothing is tried.
 */
final class H2Advice {
    private static final long LARGE = 1_000;
    private static final String NAME = "\"((?:[^\"]|\"\")+)\"";
    private static final Pattern TABLE =
            Pattern.compile(NAME + "\\." + NAME + "(?: " + NAME + ")?\\s*/\\* ([^*]*(?:\\*(?!/)[^*]*)*)\\*/");
    private static final Pattern COMPARED = Pattern.compile("(?:" + NAME + "\\.)?" + NAME
            + " (=|>=|<=|>|<|IN ?\\(|IS NULL|BETWEEN) ?(?:(?:" + NAME + "\\.)?" + NAME + ")?");

    private final Connection connection;
    private final Question question;
    private final Map<String, TableUse> whole = new LinkedHashMap<>();

    H2Advice(Connection connection, Question question) {
        this.connection = connection;
        this.question = question;
    }

    List<Finding> find() throws SQLException {
        String plan = plan();
        Matcher table = TABLE.matcher(plan);
        while (table.find()) {
            String name = '"' + table.group(1) + "\".\"" + table.group(2) + '"';
            String alias = table.group(3) == null ? table.group(2) : table.group(3);
            if (table.group(4).contains(".tableScan") && isLarge(table.group(1), table.group(2))) {
                whole.put(alias, new TableUse(name));
            }
        }
        String text = plan.replaceAll("(?s)/\\*.*?\\*/", "");
        int conditions = text.indexOf("WHERE");
        Matcher compared = COMPARED.matcher(conditions < 0 ? "" : text.substring(conditions));
        while (compared.find()) {
            compare(compared);
        }
        List<Finding> findings = new ArrayList<>();
        for (TableUse use : whole.values()) {
            CandidateMaker.candidates(use, Map.of()).stream()
                    .filter(IndexCandidate::isPlain)
                    .findFirst()
                    .ifPresent(candidate -> findings.add(finding(candidate, plan)));
        }
        return findings;
    }

    private void compare(Matcher compared) {
        TableUse left = use(compared.group(1));
        TableUse right = compared.group(5) == null ? null : use(compared.group(4));
        boolean isRange = compared.group(3).matches(">=|<=|>|<|BETWEEN");
        String column = '"' + compared.group(2) + '"';
        if (compared.group(5) != null) {
            if (left != null) {
                left.joins.add(column);
            }
            if (right != null) {
                right.joins.add('"' + compared.group(5) + '"');
            }
        } else if (left != null) {
            (isRange ? left.ranges : left.equal).add(column);
        }
    }

    private @Nullable TableUse use(@Nullable String alias) {
        if (alias != null) {
            return whole.get(alias);
        }
        return whole.size() == 1 ? whole.values().iterator().next() : null;
    }

    private String plan() throws SQLException {
        SampledStatement.Execution one = question.executions().isEmpty()
                ? new SampledStatement.Execution(question.text(), List.of())
                : question.executions().get(0);
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + one.sql())) {
            for (int i = 0; i < one.parameters().size(); i++) {
                explain.setObject(i + 1, one.parameters().get(i));
            }
            try (ResultSet row = explain.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private boolean isLarge(String schema, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT ROW_COUNT_ESTIMATE"
                + " FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?")) {
            query.setString(1, schema);
            query.setString(2, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getLong(1) >= LARGE;
            }
        }
    }

    private Finding finding(IndexCandidate candidate, String plan) {
        String name = (candidate.table() + "_" + String.join("_", candidate.columns()) + "_IDX")
                .replace("\"", "")
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .toUpperCase(Locale.ROOT);
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("table", candidate.table());
        evidence.put("columns", String.join(", ", candidate.columns()));
        evidence.put("statement", Fingerprint.of(question.text(), Dialect.H2).text());
        evidence.put("planBefore", plan);
        evidence.put("verified", IndexTrial.Confidence.UNVERIFIED.name());
        return new Finding(
                "MISSING_INDEX",
                question.subject(),
                Level.INFO,
                "all of " + candidate.table() + " is read; an index on " + candidate.definition() + " may help",
                question.place(),
                evidence,
                "CREATE INDEX " + name + " ON " + candidate.definition());
    }
}
