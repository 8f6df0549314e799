package io.governance.flags.statistics;

import java.util.function.IntPredicate;

/** Binary search for where a monotone condition changes. */
final class Search {
    private Search() {}

    /** Returns the smallest number from {@code low} on for which the condition holds, or {@code none} if below it none does. */
    static int smallest(int low, int none, IntPredicate holds) {
        int from = low;
        int to = none;
        while (from < to) {
            int middle = Math.floorDiv(from + to, 2);
            if (holds.test(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /** Returns the largest number up to {@code high} for which the condition holds, or {@code none} if above it none does. */
    static int largest(int none, int high, IntPredicate holds) {
        return -smallest(-high, -none, number -> holds.test(-number));
    }
}
