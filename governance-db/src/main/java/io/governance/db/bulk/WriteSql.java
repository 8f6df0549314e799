package io.governance.db.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The statements that write to a target, one for each form. Pure text. */
final class WriteSql {
    static final String STAGE = "pg_temp.governance_stage";
    private static final String ROW = "governance_row";

    private final Target target;
    private final TableShape table;

    WriteSql(Target target, TableShape table) {
        this.target = target;
        this.table = table;
    }

    /** The plain statement of one row; its parameters are the cells at {@link #parameterPlaces()}. */
    String single() {
        return switch (target.kind()) {
            case INSERT -> insertInto() + "VALUES (" + marks() + ")";
            case UPSERT ->
                table.isPostgres()
                        ? insertInto() + "VALUES (" + marks() + ")" + onConflict()
                        : "MERGE INTO " + target.table() + " (" + names() + ") KEY (" + String.join(", ", target.keys())
                                + ") VALUES (" + marks() + ")";
            case UPDATE ->
                "UPDATE " + target.table() + " SET " + each(target.values(), ", ", name -> name + " = ?") + " WHERE "
                        + each(target.keys(), " AND ", name -> name + " = ?");
            case DELETE ->
                "DELETE FROM " + target.table() + " WHERE " + each(target.keys(), " AND ", name -> name + " = ?");
        };
    }

    /** Which cell each parameter of {@link #single()} takes. */
    int[] parameterPlaces() {
        List<String> order = switch (target.kind()) {
            case INSERT, UPSERT -> target.columns();
            case UPDATE ->
                Stream.concat(target.values().stream(), target.keys().stream()).toList();
            case DELETE -> target.keys();
        };
        return order.stream().mapToInt(target.columns()::indexOf).toArray();
    }

    /** One statement over an array for each column, in their order. */
    String unnest() {
        String arrays = IntStream.range(0, target.columns().size())
                .mapToObj(column -> "?::" + table.types().get(column) + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
        if (target.kind() == WriteKind.UPDATE) {
            return from(arrays + " WITH ORDINALITY AS source(" + names() + ", " + ROW + ")");
        }
        return from(arrays + " AS source(" + names() + ")");
    }

    String copy() {
        return "COPY " + target.table() + " (" + names() + ") FROM STDIN";
    }

    String copyToStage() {
        return "COPY " + STAGE + " (" + names() + ") FROM STDIN";
    }

    /** Makes the temporary table anew: without constraints, with a number for each row where their order matters. */
    List<String> createStage() {
        List<String> statements = new ArrayList<>();
        statements.add("DROP TABLE IF EXISTS " + STAGE);
        statements.add("CREATE TEMPORARY TABLE governance_stage ON COMMIT DROP AS SELECT " + names() + " FROM "
                + target.table() + " WITH NO DATA");
        if (target.kind() == WriteKind.UPDATE) {
            statements.add("ALTER TABLE " + STAGE + " ADD COLUMN " + ROW + " bigserial");
        }
        return statements;
    }

    String fromStage() {
        return from(STAGE + " AS source");
    }

    private String from(String source) {
        return switch (target.kind()) {
            case INSERT -> insertInto() + "SELECT " + names() + " FROM " + source;
            case UPSERT -> insertInto() + "SELECT " + names() + " FROM " + source + onConflict();
            case UPDATE ->
                "UPDATE " + target.table() + " AS target SET "
                        + each(target.values(), ", ", name -> name + " = source." + name)
                        + " FROM (SELECT DISTINCT ON ("
                        + String.join(", ", target.keys()) + ") * FROM " + source + " ORDER BY "
                        + String.join(", ", target.keys()) + ", " + ROW + " DESC) AS source WHERE " + sameKey();
            case DELETE -> "DELETE FROM " + target.table() + " AS target USING " + source + " WHERE " + sameKey();
        };
    }

    private String sameKey() {
        return each(target.keys(), " AND ", name -> "target." + name + " = source." + name);
    }

    private String insertInto() {
        return "INSERT INTO " + target.table() + " (" + names() + ") ";
    }

    private String onConflict() {
        String conflict = " ON CONFLICT (" + String.join(", ", target.keys()) + ") DO ";
        return target.values().isEmpty()
                ? conflict + "NOTHING"
                : conflict + "UPDATE SET " + each(target.values(), ", ", name -> name + " = excluded." + name);
    }

    private String names() {
        return String.join(", ", target.columns());
    }

    private String marks() {
        return each(target.columns(), ", ", name -> "?");
    }

    private static String each(List<String> names, String separator, Function<String, String> form) {
        return names.stream().map(form).collect(Collectors.joining(separator));
    }
}
