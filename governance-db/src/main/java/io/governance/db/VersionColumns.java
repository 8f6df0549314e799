package io.governance.db;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the columns that an UPDATE sets and compares with their old value: versions, as optimistic locking has them. */
final class VersionColumns {
    private VersionColumns() {}

    /** Tells the positions which of them belong to the key of the row, and returns whether there is a version. */
    static boolean of(List<String> tokens, ValuePositions positions) {
        if (tokens.isEmpty() || !tokens.get(0).equalsIgnoreCase("update")) {
            return false;
        }
        Set<String> set = new HashSet<>();
        boolean isAfterWhere = false;
        int values = 0;
        int versions = 0;
        for (int i = 1; i < tokens.size(); i++) {
            String token = tokens.get(i);
            isAfterWhere |= token.equalsIgnoreCase("where");
            if (token.equals("=") && !isAfterWhere) {
                set.add(tokens.get(i - 1));
            } else if (token.equals("?")) {
                boolean isCompared = tokens.get(i - 1).equals("=") && set.contains(tokens.get(i - 2));
                versions |= isAfterWhere && isCompared && values < ValuePositions.LIMIT ? 1 << values : 0;
                values++;
            }
        }
        positions.keyIsWithout(versions);
        return versions != 0;
    }
}
