package io.governance.flags.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.BucketLayout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TargetsAndGatesTest {
    private static final Map<String, Map<Integer, Long>> BASELINE =
            Map.of(Judge.LATENCY, Traffic.baseline(7), "qry", Map.of(20, 1_000L), "alloc", Map.of(300, 1_000L));

    /** 70 % faster, 90 % fewer queries, half the allocation. */
    private final Judge judge = Judge.of(
            Judge.Settings.builder()
                    .claimSteps(Judge.claimSteps(0.7))
                    .errorMargin(0.02)
                    .further("qry", Judge.Metric.of(BucketLayout.COUNT, 0.1, 0.9))
                    .further("alloc", Judge.Metric.of(BucketLayout.BYTES, 0.1, 0.5))
                    .build(),
            BASELINE);

    @Test
    void eachTargetStandsByItself() {
        Verdict verdict = judge.verdict(List.of(calls(6_000, 0.25, 1, 295)));

        assertEquals(Verdict.Standing.MET, standing(verdict, Judge.LATENCY));
        assertEquals(Verdict.Standing.MET, standing(verdict, "qry"));
        assertEquals(Verdict.Standing.OUT_OF_REACH, standing(verdict, "alloc"));
        assertEquals(Verdict.Conclusion.TARGET_MET, verdict.conclusion());
        assertFalse(verdict.isEveryTargetMet());
        assertEquals("target of alloc", verdict.pending().orElseThrow().name());
    }

    @Test
    void metTargetsLeaveNoGatePending() {
        Verdict verdict = judge.verdict(List.of(calls(6_000, 0.2, 1, 200)));

        assertEquals(Verdict.Action.PROMOTE, verdict.action());
        assertTrue(verdict.isEveryTargetMet());
        assertTrue(verdict.pending().isEmpty(), verdict.pending()::toString);
    }

    @Test
    void halfTheClaimIsOutOfReach() {
        assertEquals(Verdict.Standing.OUT_OF_REACH, standing(judge.verdict(List.of(calls(4_000, 0.6, 1, 200))), "lat"));
    }

    @Test
    void targetsAreNotYetShownByAFewCalls() {
        Verdict verdict = judge.verdict(List.of(calls(20, 0.25, 1, 200)));

        assertEquals(Verdict.Standing.NOT_YET_SHOWN, standing(verdict, Judge.LATENCY));
        assertEquals(Verdict.Conclusion.INSUFFICIENT, verdict.conclusion());
    }

    @Test
    void errorGuardIsTheSlowestGateOfAFastNewSide() {
        Judge narrow = Judge.of(Judge.Settings.builder().build(), BASELINE);
        Verdict.Gate gate =
                narrow.verdict(List.of(calls(4_000, 0.5, 20, 300))).pending().orElseThrow();

        assertEquals("errors not worse", gate.name());
        long remaining = gate.remainingCalls().orElseThrow();
        assertTrue(remaining > 500 && remaining < 20_000, "remaining calls: " + remaining);
    }

    @Test
    void remainingCallsFollowTheGrowthOfTheEvidence() {
        Judge narrow = Judge.of(Judge.Settings.builder().build(), BASELINE);
        Slice half = calls(4_000, 0.5, 20, 300);
        Verdict.Gate gate = narrow.verdict(List.of(half)).pending().orElseThrow();
        double threshold = Judge.Settings.builder().build().threshold();

        double expected = 4_000 * (threshold + 2.8) / (gate.logE() + 2.8) - 4_000;
        assertEquals(expected, (double) gate.remainingCalls().orElseThrow(), 1.0);
    }

    @Test
    void nothingIsForetoldWhileTheEvidenceIsAgainstTheGate() {
        Verdict.Gate gate =
                judge.verdict(List.of(calls(1_000, 1.0, 20, 300))).pending().orElseThrow();

        assertTrue(gate.logE() <= 0, gate::toString);
        assertTrue(gate.remainingCalls().isEmpty(), gate::toString);
    }

    @Test
    void moreQueriesAreARegressionNamedByTheirMetric() {
        Verdict.Alarm alarm = judge.tick(List.of(calls(2_000, 1.0, 30, 300)));

        assertTrue(alarm.isWorse());
        assertEquals("qry", alarm.family());
        assertEquals("cmean", alarm.score());
    }

    @Test
    void unfinishedCallsOfTheNewSideSpeakAgainstIt() {
        Traffic traffic = new Traffic(11, 0.5, 0.5, 0.0);
        traffic.run(1_000, 1.0);
        Slice finished = traffic.slice();
        long ofNew = finished.done().ofNew();
        Slice hanging = Slice.builder(0.5).assigned(0, ofNew / 4).build().plus(finished);
        Judge plain = Judge.of(Judge.Settings.builder().build(), BASELINE);

        double withoutHanging =
                Findings.of("p99", plain.verdict(List.of(finished)).notWorse());
        double withHanging = Findings.of("p99", plain.verdict(List.of(hanging)).notWorse());
        assertTrue(withHanging < withoutHanging, withHanging + " and " + withoutHanging);
    }

    private static Verdict.Standing standing(Verdict verdict, String metric) {
        return Objects.requireNonNull(verdict.targets().get(metric)).standing();
    }

    /** Calls at equal shares; the old side makes 20 queries and allocates in bucket 300. */
    private static Slice calls(int calls, double factorOfNew, int queriesOfNew, int allocationOfNew) {
        Traffic traffic = new Traffic(11, 0.5, factorOfNew, 0.0);
        traffic.run(calls, 1.0);
        Slice latency = traffic.slice();
        long ofOld = latency.done().ofOld();
        long ofNew = latency.done().ofNew();
        return Slice.builder(0.5)
                .table("qry", Map.of(20, ofOld), Map.of(queriesOfNew, ofNew))
                .table("alloc", Map.of(300, ofOld), Map.of(allocationOfNew, ofNew))
                .build()
                .plus(latency);
    }
}
