package io.governance.flags.statistics;

/** Bets that the error rate of new minus that of old lies above (or below) a difference (4.3, 9.3). */
final class ErrorBet implements Bet {
    private final double difference;
    private final double sign;
    private final boolean countsUnfinished;

    private ErrorBet(double difference, double sign, boolean countsUnfinished) {
        this.difference = difference;
        this.sign = sign;
        this.countsUnfinished = countsUnfinished;
    }

    static ErrorBet above(double difference) {
        return new ErrorBet(difference, +1.0, false);
    }

    static ErrorBet below(double difference) {
        return new ErrorBet(difference, -1.0, false);
    }

    /** In favour of a new side whose unfinished calls count as failed (8.2). */
    static ErrorBet belowIfUnfinishedIsFailed(double margin) {
        return new ErrorBet(margin, -1.0, true);
    }

    @Override
    public Increments on(Slice slice) {
        double share = slice.share();
        double drift = share * (1.0 - share) * difference;
        double succeeded = -sign * drift;
        double oldFailed = sign * (-share - drift);
        double newFailed = sign * (1.0 - share - drift);
        // the guard's cap leaves its margin out, as in the reference: slightly smaller bets, equally valid
        double largestLoss = countsUnfinished ? 1.0 - share : Math.max(-succeeded, Math.max(-oldFailed, -newFailed));

        Arms<Long> errors = slice.errors();
        Arms<Long> done = slice.done();
        return new Increments(largestLoss)
                .add(done.ofOld() + done.ofNew() - errors.ofOld() - errors.ofNew(), succeeded)
                .add(errors.ofOld(), oldFailed)
                .add(errors.ofNew() + (countsUnfinished ? slice.unfinishedOfNew() : 0), newFailed);
    }
}
