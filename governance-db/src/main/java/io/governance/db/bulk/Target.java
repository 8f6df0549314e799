package io.governance.db.bulk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is written and where; every name is checked, since names become part of statements. */
record Target(WriteKind kind, String table, List<String> columns, List<String> keys) {
    private static final String NAME = "(?:[A-Za-z_][A-Za-z_0-9$]*|\"[^\"\\x00]+\")";

    Target {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        List<String> problems = problems(kind, table, columns, keys);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static List<String> problems(WriteKind kind, String table, List<String> columns, List<String> keys) {
        List<String> problems = new ArrayList<>();
        if (!table.matches(NAME + "(?:\\." + NAME + "){0,2}")) {
            problems.add("table: expected a name such as orders or sales.orders, quoted where SQL needs it, found '"
                    + table + "'");
        }
        Stream.concat(columns.stream(), keys.stream())
                .distinct()
                .filter(name -> !name.matches(NAME))
                .forEach(name ->
                        problems.add("column: expected a name, quoted where SQL needs it, found '" + name + "'"));
        if (columns.isEmpty()) {
            problems.add("columns: at least one is needed to write to " + table);
        }
        Set<String> seen = new HashSet<>();
        columns.stream()
                .filter(name -> !seen.add(name))
                .forEach(name -> problems.add("columns: '" + name + "' is there twice"));
        keys.stream()
                .filter(key -> !columns.contains(key))
                .forEach(key -> problems.add("key: '" + key + "' is not among the columns " + columns));
        if (keys.isEmpty() && kind != WriteKind.INSERT) {
            problems.add("key: an " + kind + " needs the columns by which a row is found");
        }
        if (kind == WriteKind.UPDATE && keys.containsAll(columns)) {
            problems.add("columns: an UPDATE needs a column beside its key " + keys);
        }
        if (kind == WriteKind.DELETE && !keys.containsAll(columns)) {
            problems.add("columns: a DELETE takes no columns beside its key " + keys + ", found " + columns);
        }
        return problems;
    }

    List<String> values() {
        return columns.stream().filter(column -> !keys.contains(column)).toList();
    }

    /** Places of the key columns among the cells of a row. */
    int[] keyPlaces() {
        return keys.stream().mapToInt(columns::indexOf).toArray();
    }

    @Override
    public String toString() {
        return kind + " of " + table + columns;
    }
}
