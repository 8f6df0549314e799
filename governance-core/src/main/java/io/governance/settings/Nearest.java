package io.governance.settings;

import java.util.Comparator;
import java.util.List;

/** Finds the known key that somebody who mistyped one most likely meant. */
final class Nearest {
    private Nearest() {}

    static String of(String found, List<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(key -> distance(found, key))
                        .thenComparing(key -> key))
                .orElse("nothing");
    }

    /** Insertions, deletions and replacements that make one of the other (Levenshtein 1965). */
    static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
