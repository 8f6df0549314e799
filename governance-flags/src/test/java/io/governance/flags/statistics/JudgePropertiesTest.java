package io.governance.flags.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgePropertiesTest {
    private static final Map<String, Map<Integer, Long>> BASELINE = Map.of(Judge.LATENCY, Traffic.baseline(7));
    private static final Judge.Settings DEFAULTS = Judge.Settings.builder().build();

    private final Judge judge = Judge.of(DEFAULTS, BASELINE);

    @Test
    void orderInWhichNodesAreAddedDoesNotMatter() {
        List<Slice> nodes = new ArrayList<>();
        for (int node = 0; node < 6; node++) {
            nodes.add(traffic(node, 0.25, 1.3, 100 * node));
        }
        Slice sum = nodes.stream().reduce(Slice::plus).orElseThrow();
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(nodes, new Random(seed));
            Slice shuffled = nodes.stream().reduce(Slice::plus).orElseThrow();
            assertEquals(judge.verdict(List.of(sum)), judge.verdict(List.of(shuffled)), "seed " + seed);
        }
    }

    @Test
    void noCallsAreNoEvidence() {
        for (List<Slice> nothing : List.of(
                List.<Slice>of(),
                List.of(Slice.builder(0.5).build()),
                List.of(Slice.builder(0.1).build(), Slice.builder(0.5).build()))) {
            Verdict verdict = judge.verdict(nothing);
            assertEquals(0.0, verdict.alarm().logE(), 1e-12);
            assertEquals(0.0, verdict.alarm().sampleRatio(), 1e-12);
            verdict.notWorse().forEach((score, logE) -> assertEquals(0.0, logE, 1e-12, score));
            verdict.improvement().forEach((score, logE) -> assertEquals(0.0, logE, 1e-12, score));
            assertEquals(Verdict.Conclusion.INSUFFICIENT, verdict.conclusion());
        }
    }

    @Test
    void harderClaimHasLessEvidence() {
        List<Slice> slices = List.of(traffic(3, 0.5, 0.3, 3_000));
        double before = Double.POSITIVE_INFINITY;
        for (int steps = 0; steps < 120; steps += 5) {
            Judge.Settings settings = Judge.Settings.builder().claimSteps(steps).build();
            Map<String, Double> claim =
                    Judge.of(settings, BASELINE).verdict(slices).claim();
            double rank = Findings.of("rank", claim);
            assertTrue(rank <= before, steps + " steps: " + rank + " after " + before);
            before = rank;
        }
    }

    @Test
    void moreToleranceHasLessEvidenceForARollback() {
        List<Slice> slices = List.of(traffic(4, 0.5, 1.4, 2_000));
        double before = Double.POSITIVE_INFINITY;
        for (int steps = 0; steps < 40; steps += 4) {
            Judge.Settings settings =
                    Judge.Settings.builder().toleranceSteps(steps).build();
            double logE = Judge.of(settings, BASELINE).tick(slices).logE();
            assertTrue(logE <= before, steps + " steps: " + logE + " after " + before);
            before = logE;
        }
    }

    @Test
    void severalBaselinesThatAreTheSameJudgeLikeOne() {
        Judge two = Judge.of(DEFAULTS, List.of(BASELINE, BASELINE));
        Slice first = traffic(8, 0.1, 0.6, 800);
        assertEquals(
                judge.verdict(List.of(first, traffic(9, 0.5, 0.6, 800))),
                two.verdict(List.of(first, traffic(9, 0.5, 0.6, 800, 1))));
    }

    @Test
    void aFreshBaselineShowsWhatAStaleOneHides() {
        Map<String, Map<Integer, Long>> stale = Map.of(Judge.LATENCY, Map.of(600, 1_000L)); // far above every call
        List<Slice> byStale = List.of(traffic(8, 0.1, 0.3, 2_000), traffic(9, 0.5, 0.3, 2_000));
        List<Slice> byFresh = List.of(traffic(8, 0.1, 0.3, 2_000), traffic(9, 0.5, 0.3, 2_000, 1));
        Judge refreshed = Judge.of(DEFAULTS, List.of(stale, BASELINE));
        assertEquals(0.0, Findings.of("p50", refreshed.verdict(byStale).improvement()), 1e-9);
        assertTrue(Findings.of("p50", refreshed.verdict(byFresh).improvement()) > DEFAULTS.threshold());
        assertTrue(refreshed
                        .ranges(byFresh)
                        .factors()
                        .getOrDefault("p50", new Verdict.Range(0, 1))
                        .high()
                < 0.5);
    }

    @Test
    void whatASliceRemembersChangesNothing() {
        Slice closed = traffic(5, 0.1, 1.1, 500);
        Verdict first = judge.verdict(List.of(closed));
        Judge stricter = Judge.of(Judge.Settings.builder().toleranceSteps(9).build(), BASELINE);
        double other = stricter.tick(List.of(closed)).logE();

        assertEquals(first, judge.verdict(List.of(closed)));
        assertEquals(other, stricter.tick(List.of(traffic(5, 0.1, 1.1, 500))).logE());
    }

    @Test
    void truthLiesInTheRangesShown() {
        Verdict.Ranges ranges = judge.ranges(List.of(traffic(8, 0.5, 0.5, 4_000)));
        ranges.factors()
                .forEach((score, range) -> assertTrue(range.low() < 0.5 && 0.5 < range.high(), score + " " + range));
        assertTrue(
                ranges.errorDifference().low() < 0 && ranges.errorDifference().high() > 0);
    }

    @Test
    void callsLostOnOneSideShowBetweenCoinAndEnd() {
        Verdict verdict = judge.verdict(
                List.of(Slice.builder(0.5).assigned(500, 500).done(500, 300).build()));

        assertFalse(verdict.alarm().isSampleRatioBroken());
        assertTrue(verdict.endedRatio() > verdict.threshold(), "evidence " + verdict.endedRatio());
    }

    @Test
    void onePairForEachCoinTellsSlowerAndFailingFromEqual() {
        assertTrue(Judge.paired(DEFAULTS, Map.of(10, 60L, -10, 20L), 0, 0).isWorse());
        assertTrue(Judge.paired(DEFAULTS, Map.of(0, 60L), 12, 0).isWorse());
        assertFalse(Judge.paired(DEFAULTS, Map.of(10, 40L, -10, 40L), 5, 5).isWorse());
        assertFalse(Judge.paired(DEFAULTS, Map.of(), 0, 0).isWorse());
    }

    @Test
    void tablesMayBeGivenDenseOrSparse() {
        Slice dense = Slice.builder(0.5)
                .table(Judge.LATENCY, new long[] {0, 3, 0}, new long[] {0, 0, 4})
                .build();
        Slice sparse = Slice.builder(0.5)
                .table(Judge.LATENCY, Map.of(1, 3L, 7, 0L), Map.of(2, 4L))
                .build();

        assertEquals(judge.verdict(List.of(dense)), judge.verdict(List.of(sparse)));
    }

    private static Slice traffic(long seed, double share, double factorOfNew, int calls) {
        return traffic(seed, share, factorOfNew, calls, 0);
    }

    private static Slice traffic(long seed, double share, double factorOfNew, int calls, int baseline) {
        Traffic traffic = new Traffic(seed, share, factorOfNew, 0.001);
        traffic.run(calls, 1.0);
        return traffic.slice(baseline);
    }
}
