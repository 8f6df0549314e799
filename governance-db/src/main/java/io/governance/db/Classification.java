package io.governance.db;

/**
 * Which pattern the executions of one shape in one scope are: a pure function of the evidence in a {@link Repetition}.
 *
 * <p>What somebody did on purpose (pages, chunks, another try) is told from two or three executions on, whatever the
 * threshold is: it is no finding. What could have been one statement needs the threshold.
 */
final class Classification {
    private static final int FEWEST_PAGES = 3;
    private static final int SHORTEST_OF_TWO_CHUNKS = 8;
    private static final int SHORTEST_CHUNK = 3;
    private static final int LIST_ON_PURPOSE = 8;
    private static final int REPEATS_OF_A_DUPLICATE = 3;

    private Classification() {}

    static Pattern of(Repetition one, int threshold) {
        Fingerprint print = one.fingerprint;
        if (print == null || one.executions < 2) {
            return Pattern.NONE;
        }
        boolean isWrite = print.kind() == Fingerprint.Kind.WRITE;
        if (!isWrite && print.kind() != Fingerprint.Kind.READ) {
            return Pattern.NONE;
        }
        if (isRetry(one, threshold)) {
            return Pattern.RETRY;
        }
        if (isChunked(one)) {
            return Pattern.CHUNKED;
        }
        return isWrite ? write(one, threshold) : read(one, print, threshold);
    }

    /** How many executions a finding of this pattern counts. */
    static int repetitions(Repetition one, Pattern pattern, int threshold) {
        return pattern == Pattern.DUPLICATE ? one.repeats.repeated(threshold) : one.executions;
    }

    /** Most repetitions are other tries of something that failed, and not of one thing among many. */
    private static boolean isRetry(Repetition one, int threshold) {
        int retries = one.retries.count();
        int firstTries = one.executions - retries;
        return retries > 0 && firstTries < threshold && 2 * retries >= firstTries;
    }

    /** Lists of equal length, but for the last, with other values each time and everything else the same. */
    private static boolean isChunked(Repetition one) {
        if (!one.hasList || one.isValueVaried || one.isRangeVaried || one.batches > 0) {
            return false;
        }
        boolean isDisjoint = one.distinct() == Math.min(one.executions, Repeats.LIMIT);
        boolean isEven = 2 * one.longestLists >= one.executions || !one.isListGrowing;
        int shortest = one.executions == 2 ? SHORTEST_OF_TWO_CHUNKS : SHORTEST_CHUNK;
        return isDisjoint && isEven && (one.isListUnknown || one.longestList >= shortest);
    }

    private static Pattern write(Repetition one, int threshold) {
        if (one.batches > 0) {
            boolean isMostlyOne = one.batchesOfOne >= threshold && 2 * one.batchesOfOne >= one.executions;
            if (isMostlyOne) {
                return Pattern.DEGENERATE_BATCH;
            }
            if (2 * one.batches > one.executions) {
                return Pattern.NONE;
            }
        }
        return one.executions >= threshold && one.distinct() > 1 ? Pattern.UNBATCHED_WRITES : Pattern.NONE;
    }

    private static Pattern read(Repetition one, Fingerprint print, int threshold) {
        if (isPaging(one, print)) {
            return Pattern.PAGING;
        }
        if (2 * one.windowLinks >= one.executions - 1 && !one.isValueVaried && one.executions >= FEWEST_PAGES) {
            return Pattern.CHUNKED;
        }
        if (one.executions < threshold) {
            return Pattern.NONE;
        }
        if (print.isVolatile()) {
            return Pattern.N_PLUS_ONE;
        }
        if ((one.distinct() < threshold && one.parent == null) || one.distinct() == 1) {
            Pattern repeated = repeated(one, print, threshold);
            if (repeated != Pattern.N_PLUS_ONE) {
                return repeated;
            }
        }
        boolean isListOnPurpose = one.hasList
                && !one.isValueVaried
                && !one.isRangeVaried
                && (one.isListUnknown || one.longestList >= LIST_ON_PURPOSE);
        return isListOnPurpose ? Pattern.NONE : Pattern.N_PLUS_ONE;
    }

    /** Few different questions, none of them known to come from the rows of an answer. */
    private static Pattern repeated(Repetition one, Fingerprint print, int threshold) {
        int distinct = one.distinct();
        if (distinct == 1 && 2 * one.otherAnswers >= one.executions - 1) {
            return print.tables().hasReads() ? Pattern.NONE : Pattern.N_PLUS_ONE;
        }
        boolean isAskedOften = one.repeats.longest() >= threshold;
        if (isAskedOften && (distinct <= 2 || one.executions >= REPEATS_OF_A_DUPLICATE * distinct)) {
            return Pattern.DUPLICATE;
        }
        return distinct <= 2 ? Pattern.NONE : Pattern.N_PLUS_ONE;
    }

    /** Most executions went on where the one before had ended; a bound that moves is enough where no row was seen. */
    private static boolean isPaging(Repetition one, Fingerprint print) {
        if (one.executions < FEWEST_PAGES || !(print.isPaged() || print.hasOffset())) {
            return false;
        }
        boolean isUnseen = one.pagesRead == 0 && print.isPaged() && one.isRangeVaried && !one.isValueVaried;
        return 2 * one.pageLinks >= one.executions - 1 || isUnseen;
    }
}
