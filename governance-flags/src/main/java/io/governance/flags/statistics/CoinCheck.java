package io.governance.flags.statistics;

import java.util.List;
import java.util.function.Function;

/** Whether the coin gave each side its share of the calls: guards coins, routing and counting themselves (6). */
final class CoinCheck {
    private final Bet newHasMore;
    private final Bet newHasLess;

    private CoinCheck(Function<Slice, Arms<Long>> calls) {
        newHasMore = bet(calls, +1.0).remembered();
        newHasLess = bet(calls, -1.0).remembered();
    }

    static CoinCheck onAssigned() {
        return new CoinCheck(Slice::assigned);
    }

    /** For information: a difference here but not among the assigned is a loss on one side. */
    static CoinCheck onDone() {
        return new CoinCheck(Slice::done);
    }

    double logE(List<Slice> slices) {
        return Evidence.logMean(Evidence.plain(newHasMore, slices), Evidence.plain(newHasLess, slices));
    }

    private static Bet bet(Function<Slice, Arms<Long>> calls, double sign) {
        return slice -> {
            double share = slice.share();
            Arms<Long> counted = calls.apply(slice);
            return new Increments(sign > 0 ? share : 1.0 - share)
                    .add(counted.ofOld(), sign * -share)
                    .add(counted.ofNew(), sign * (1.0 - share));
        };
    }
}
