package io.governance.flags;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tables as text, such as {@code lat=391:2,395:1;qry=41:3}: so a baseline is a fact of the ledger like any other. */
final class TableText {
    private TableText() {}

    static String write(Map<String, Map<Integer, Long>> tables) {
        return tables.entrySet().stream()
                .filter(table -> !table.getValue().isEmpty())
                .map(table -> table.getKey() + "="
                        + new TreeMap<>(table.getValue())
                                .entrySet().stream()
                                        .map(cell -> cell.getKey() + ":" + cell.getValue())
                                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }

    static Map<String, Map<Integer, Long>> read(String text) {
        Map<String, Map<Integer, Long>> tables = new LinkedHashMap<>();
        for (String table : text.split(";", -1)) {
            int equals = table.indexOf('=');
            if (equals > 0) {
                Map<Integer, Long> cells = new TreeMap<>();
                for (String cell : table.substring(equals + 1).split(",", -1)) {
                    int colon = cell.indexOf(':');
                    cells.put(Integer.valueOf(cell.substring(0, colon)), Long.valueOf(cell.substring(colon + 1)));
                }
                tables.put(table.substring(0, equals), cells);
            }
        }
        return tables;
    }
}
