package io.governance.examples.faults;

/** What callers lost, in one line. */
final class Losses {
    private Losses() {}

    static String of(OpenLoad load, LoadCounters.Reading read) {
        return read.failed() + " of " + read.requests() + " requests failed " + read.failures()
                + load.firstFailure().map(what -> "; the first: " + what).orElse("");
    }
}
