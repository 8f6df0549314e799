package io.governance.flags.statistics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One metric's standing questions: is new worse, is the claim met, is the claim out of reach? */
final class MetricBets {
    private final String metric;
    private final Judge.Metric asked;
    private final List<FrozenScore> scores;
    private final FrozenScore decisive;
    private final Map<String, Bet> worse;
    private final Bet claimMet;
    private final Bet claimExcluded;

    /** Asks about a metric other than latency: its claim is decided by its clipped mean. */
    MetricBets(String metric, Judge.Metric asked, List<FrozenScore> scores) {
        this(metric, asked, scores, Score.CLIPPED_MEAN, false);
    }

    /** Asks about a metric whose claim is decided by one of its scores. */
    MetricBets(String metric, Judge.Metric asked, List<FrozenScore> scores, String decisive, boolean countsUnfinished) {
        this.metric = metric;
        this.asked = asked;
        this.scores = scores;
        this.decisive = scores.get(Score.NAMES.indexOf(decisive));
        List<FrozenScore> alarming = asked.layout().isLinear() ? List.of(this.decisive) : scores;
        this.worse = each(alarming, score -> ScoreBet.newIsHigher(metric, score, asked.moveOfTolerance()));
        this.claimMet = (countsUnfinished
                        ? ScoreBet.newIsLowerIfUnfinishedIsSlowest(metric, this.decisive, asked.claim())
                        : ScoreBet.newIsLower(metric, this.decisive, asked.claim()))
                .remembered();
        this.claimExcluded =
                ScoreBet.newIsHigher(metric, this.decisive, asked.claim()).remembered();
    }

    /** Makes one remembered bet for each score, in the order of the scores. */
    static Map<String, Bet> each(List<FrozenScore> scores, Function<FrozenScore, Bet> bet) {
        Map<String, Bet> bets = new LinkedHashMap<>();
        scores.forEach(score -> bets.put(score.name(), bet.apply(score).remembered()));
        return bets;
    }

    /** Asks each of several bets. */
    static Map<String, Double> ask(Map<String, Bet> bets, ToDoubleFunction<Bet> evidence) {
        Map<String, Double> answers = new LinkedHashMap<>();
        bets.forEach((name, bet) -> answers.put(name, evidence.applyAsDouble(bet)));
        return answers;
    }

    String metric() {
        return metric;
    }

    Judge.Metric asked() {
        return asked;
    }

    List<FrozenScore> scores() {
        return scores;
    }

    FrozenScore decisive() {
        return decisive;
    }

    /** Returns the evidence of each score for a regression. */
    Map<String, Double> worse(List<Slice> slices, boolean restart) {
        List<Slice> having = having(slices);
        return ask(worse, bet -> restart ? Evidence.restarted(bet, having) : Evidence.plain(bet, having));
    }

    /** Returns where the claim stands: excluded means that its confidence range (9.1) no longer reaches it. */
    Verdict.Target target(List<Slice> slices, Judge.Settings settings) {
        List<Slice> having = having(slices);
        double logE = Evidence.plain(claimMet, having);
        Verdict.Standing standing = Verdict.Standing.NOT_YET_SHOWN;
        if (!asked.isClaimed()) {
            standing = Verdict.Standing.NOT_ASKED;
        } else if (logE >= settings.threshold()) {
            standing = Verdict.Standing.MET;
        } else if (Evidence.plain(claimExcluded, having) >= Math.log(2.0 / settings.level())) {
            standing = Verdict.Standing.OUT_OF_REACH;
        }
        return new Verdict.Target(logE, standing);
    }

    List<Slice> having(List<Slice> slices) {
        return metric.equals(Judge.LATENCY)
                ? slices
                : slices.stream().filter(slice -> slice.has(metric)).toList();
    }

    void refuseForeignBuckets(Slice slice) {
        Arms<Cells> cells = slice.cells(metric);
        int highest = Math.max(cells.ofOld().highestBucket(), cells.ofNew().highestBucket());
        if (highest >= asked.layout().size()) {
            throw new IllegalArgumentException("table of " + metric + ": bucket " + highest + ", expected 0 to "
                    + (asked.layout().size() - 1) + "; recorded with another layout?");
        }
    }
}
