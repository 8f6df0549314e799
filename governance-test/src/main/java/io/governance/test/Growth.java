package io.governance.test;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Queries by number of rows, and whether they grow. */
record Growth(SortedMap<Integer, Integer> queriesByRows) {
    /** Returns what to tell the author of the code, when some run made more queries than one with fewer rows. */
    Optional<String> complaint() {
        int fewest = Integer.MAX_VALUE;
        for (int queries : queriesByRows.values()) {
            if (queries > fewest) {
                return Optional.of(counts() + ": " + pace());
            }
            fewest = Math.min(fewest, queries);
        }
        return Optional.empty();
    }

    private String counts() {
        return queriesByRows.entrySet().stream()
                .map(run -> rows(run.getKey()) + ": " + queries(run.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String rows(int rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }

    private static String queries(int queries) {
        return queries + (queries == 1 ? " query" : " queries");
    }

    private String pace() {
        int fewest = queriesByRows.firstKey();
        int most = queriesByRows.lastKey();
        double more = queriesByRows.getOrDefault(most, 0) - queriesByRows.getOrDefault(fewest, 0);
        double perRow = more / (most - fewest);
        if (perRow <= 0) {
            return "not steadily, but more than with fewer rows";
        }
        if (Math.abs(perRow - 1) < 0.1) {
            return "about one query for each row";
        }
        return perRow > 1
                ? String.format(Locale.ROOT, "about %.1f queries for each row", perRow)
                : "about one query for every " + Math.round(1 / perRow) + " rows";
    }
}
