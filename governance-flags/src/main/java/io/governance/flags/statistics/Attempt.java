package io.governance.flags.statistics;

import io.governance.measure.BucketLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything one attempt asks, frozen; answers from slices (8.2). */
final class Attempt {
    private final Judge.Settings settings;
    private final int baselines;
    private final MetricBets latency;
    private final List<MetricBets> further = new ArrayList<>();
    private final Map<String, Bet> improvement;
    private final Map<String, Bet> claim;
    private final Map<String, Bet> notWorse;
    private final Bet errorsWorse = ErrorBet.above(0.0).remembered();
    private final CoinCheck assigned = CoinCheck.onAssigned();
    private final CoinCheck done = CoinCheck.onDone();

    Attempt(Judge.Settings settings, List<Map<String, Cells>> baselines) {
        this.settings = settings;
        this.baselines = baselines.size();
        Judge.Metric asked =
                new Judge.Metric(BucketLayout.NANOSECONDS, settings.toleranceSteps(), settings.claimSteps());
        List<FrozenScore> scores = freeze(Judge.LATENCY, asked, baselines);
        latency = new MetricBets(Judge.LATENCY, asked, scores, settings.primary(), true);
        new TreeMap<>(settings.further())
                .forEach((metric, question) ->
                        further.add(new MetricBets(metric, question, freeze(metric, question, baselines))));
        improvement = MetricBets.each(scores, score -> inFavourOfNew(score, 0));
        claim = MetricBets.each(scores, score -> inFavourOfNew(score, settings.claimSteps()));
        notWorse = MetricBets.each(
                scores, score -> inFavourOfNew(score, -settings.marginSteps().getOrDefault(score.name(), 0)));
        notWorse.put(
                Judge.ERRORS,
                ErrorBet.belowIfUnfinishedIsFailed(settings.errorMargin()).remembered());
    }

    private static List<FrozenScore> freeze(String metric, Judge.Metric asked, List<Map<String, Cells>> baselines) {
        return FrozenScore.of(baselines.stream()
                .map(baseline -> Score.freeze(metric, asked.layout(), baseline.getOrDefault(metric, Cells.NONE)))
                .toList());
    }

    private static Bet inFavourOfNew(FrozenScore score, int move) {
        return ScoreBet.newIsLowerIfUnfinishedIsSlowest(Judge.LATENCY, score, move);
    }

    Verdict.Alarm alarm(List<Slice> slices) {
        List<Slice> compared = compared(slices);
        List<Slice> judged = judged(compared);
        Families families = new Families();
        Map<String, Double> scores = new LinkedHashMap<>(latency.worse(judged, settings.restart()));
        families.add(Judge.LATENCY, scores);
        double errors =
                settings.restart() ? Evidence.restarted(errorsWorse, compared) : Evidence.plain(errorsWorse, compared);
        families.add(Judge.ERRORS, Map.of(Judge.ERRORS, errors));
        scores.put(Judge.ERRORS, errors);
        Map<String, Double> others = new LinkedHashMap<>();
        for (MetricBets metric : further) {
            others.put(metric.metric(), families.add(metric.metric(), metric.worse(judged, settings.restart())));
        }
        return new Verdict.Alarm(
                families.logE(),
                settings.threshold(),
                assigned.logE(compared),
                Math.log(1.0 / settings.sampleRatioAlpha()),
                scores,
                others,
                families.strongest(),
                families.strongestScore());
    }

    Verdict verdict(List<Slice> slices) {
        List<Slice> compared = compared(slices);
        List<Slice> judged = judged(compared);
        Findings findings = new Findings(
                alarm(slices),
                MetricBets.ask(improvement, bet -> Evidence.plain(bet, judged)),
                MetricBets.ask(claim, bet -> Evidence.plain(bet, judged)),
                MetricBets.ask(
                        notWorse, bet -> Evidence.plain(bet, bet == notWorse.get(Judge.ERRORS) ? compared : judged)),
                targets(judged),
                judged.stream()
                        .mapToLong(slice -> slice.cells(Judge.LATENCY).ofNew().total())
                        .sum(),
                judged.stream()
                        .mapToLong(slice -> slice.cells(Judge.LATENCY).ofOld().total())
                        .sum(),
                compared.stream()
                        .mapToLong(slice -> slice.done().ofOld() + slice.done().ofNew())
                        .sum());
        Decision decision = Decision.of(settings, findings);
        return new Verdict(
                decision.conclusion(),
                decision.action(),
                settings.level(),
                settings.threshold(),
                findings.alarm(),
                findings.improvement(),
                findings.claim(),
                findings.notWorse(),
                findings.targets(),
                done.logE(compared),
                findings.newCalls(),
                findings.totalCalls(),
                Gates.slowest(settings, findings));
    }

    private Map<String, Verdict.Target> targets(List<Slice> judged) {
        Map<String, Verdict.Target> targets = new LinkedHashMap<>();
        targets.put(Judge.LATENCY, latency.target(judged, settings));
        further.forEach(metric -> targets.put(metric.metric(), metric.target(judged, settings)));
        return targets;
    }

    Verdict.Ranges ranges(List<Slice> slices) {
        List<Slice> compared = compared(slices);
        List<Slice> judged = judged(compared);
        double level = settings.level();
        Map<String, Verdict.Range> factors = new LinkedHashMap<>();
        latency.scores().forEach(score -> factors.put(score.name(), FactorRange.of(latency, score, judged, level)));
        Map<String, Verdict.Range> others = new LinkedHashMap<>();
        for (MetricBets metric : further) {
            if (!metric.asked().layout().isLinear()) {
                others.put(metric.metric(), FactorRange.of(metric, metric.decisive(), judged, level));
            }
        }
        return new Verdict.Ranges(
                factors, others, ErrorDifferenceRange.of(compared, level), QuantileRange.all(judged, level));
    }

    private List<Slice> compared(List<Slice> slices) {
        List<Slice> compared = slices.stream().filter(Slice::isCompared).toList();
        for (Slice slice : compared) {
            if (slice.baseline() >= baselines) {
                throw new IllegalArgumentException("a slice names baseline " + slice.baseline()
                        + ", the judge was given " + baselines + ", numbered from 0");
            }
            latency.refuseForeignBuckets(slice);
            further.forEach(metric -> metric.refuseForeignBuckets(slice));
        }
        return compared;
    }

    private static List<Slice> judged(List<Slice> compared) {
        return compared.stream().filter(Slice::isJudged).toList();
    }
}
