package io.governance.flags.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.BucketLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RefusedInputTest {
    private static final Map<Integer, Long> SOME = Map.of(400, 1_000L);

    @Test
    void shareOutsideZeroToOneIsRefused() {
        for (double share : new double[] {-0.01, 1.01, Double.NaN}) {
            refused(() -> Slice.builder(share), "share of the new side: " + share, "0 to 1");
        }
    }

    @Test
    void negativeCountsAreRefused() {
        refused(() -> Slice.builder(0.5).table("lat", Map.of(3, -2L), Map.of()), "lat of old", "-2");
        refused(() -> Slice.builder(0.5).table("lat", new long[2], new long[] {0, -5}), "lat of new", "-5");
        refused(() -> Slice.builder(0.5).errors(0, -1), "errors of new", "-1");
        refused(() -> Slice.builder(0.5).done(-1, 0), "done of old", "-1");
        refused(() -> Slice.builder(0.5).assigned(-1, 0), "assigned of old", "-1");
        refused(() -> paired(Map.of(1, -1L)), "bucket difference 1", "-1");
    }

    @Test
    void countsThatWouldOverflowAreRefused() {
        long half = Cells.LARGEST_COUNT / 2 + 1;
        refused(() -> Slice.builder(0.5).table("lat", Map.of(3, Long.MAX_VALUE), Map.of()), "lat of old", "2^53");
        refused(() -> Slice.builder(0.5).table("lat", Map.of(3, half, 4, half), Map.of()), "lat of old", "2^53");
        refused(() -> paired(Map.of(1, half, 2, half)), "pairs", "2^53");
        Slice large = Slice.builder(0.5).assigned(half, 0).build();
        refused(() -> large.plus(large), "assigned of old", "2^53");
    }

    @Test
    void bucketsOutsideTheLayoutAreRefused() {
        Judge judge = Judge.of(Judge.Settings.builder().build(), Map.of("lat", SOME));
        Slice foreign =
                Slice.builder(0.5).table("lat", Map.of(866, 1L), Map.of()).build();

        refused(() -> Slice.builder(0.5).table("lat", Map.of(-1, 1L), Map.of()), "bucket -1", "0 or more");
        refused(() -> judge.tick(List.of(foreign)), "bucket 866", "0 to 865");
        refused(
                () -> Judge.of(Judge.Settings.builder().build(), Map.of("lat", Map.of(900, 5L))),
                "bucket 900",
                "0 to 865");
    }

    @Test
    void moreErrorsThanCallsAreRefused() {
        refused(() -> Slice.builder(0.5).done(5, 5).errors(0, 6).build(), "of new 6 in 5", "done before");
    }

    @Test
    void missingOrEmptyBaselineIsRefused() {
        Judge.Settings withQueries = Judge.Settings.builder()
                .further("qry", Judge.Metric.of(BucketLayout.COUNT, 0.1, 0.9))
                .build();

        refused(() -> Judge.of(Judge.Settings.builder().build(), List.of()), "baselines", "found none");
        refused(() -> Slice.builder(0.5).baseline(-1), "baseline", "-1");
        Judge one = Judge.of(Judge.Settings.builder().build(), Map.of("lat", SOME));
        Slice foreign = Slice.builder(0.5).baseline(1).build();
        refused(() -> one.verdict(List.of(foreign)), "baseline 1", "was given 1");
        refused(() -> Judge.of(Judge.Settings.builder().build(), Map.of()), "baseline of lat", "record the old side");
        refused(() -> Judge.of(withQueries, Map.of("lat", SOME)), "baseline of qry", "record the old side");
        refused(
                () -> Judge.of(withQueries, Map.of("lat", SOME, "qry", Map.of(3, 0L))),
                "baseline of qry",
                "no call in it");
    }

    @Test
    void everyProblemOfTheSettingsIsNamedAtOnce() {
        Judge.Settings.Builder wrong = Judge.Settings.builder()
                .alpha(1.5)
                .sampleRatioAlpha(0)
                .attempt(0)
                .toleranceSteps(-1)
                .claimSteps(-2)
                .primary("p95")
                .marginSteps("p95", 3)
                .errorMargin(-0.1)
                .minimumNewCalls(-3)
                .maximumCalls(-4)
                .further("lat", new Judge.Metric(BucketLayout.COUNT, 0.5, 2.0))
                .further("alloc", new Judge.Metric(BucketLayout.BYTES, 1.5, 0.0));
        refused(
                wrong::build,
                "alpha is 1.5",
                "sampleRatioAlpha is 0.0",
                "attempt is 0, expected 1 or more",
                "toleranceSteps is -1",
                "claimSteps is -2",
                "primary is p95, expected one of [rank, p50, p90, p99, cmean]",
                "marginSteps is [",
                "errorMargin is -0.1",
                "minimumNewCalls is -3",
                "maximumCalls is -4",
                "further is lat",
                "tolerance of lat is 0.5, expected a factor",
                "tolerance of alloc is 1.5, expected a whole number");
    }

    @Test
    void slicesOfDifferentPeriodsAreNotAdded() {
        refused(() -> Slice.builder(0.5).build().plus(Slice.builder(0.1).build()), "0.5 and 0.1");
    }

    @Test
    void sharedCoinNeedsAPositiveNumberOfCalls() {
        refused(() -> Slice.builder(0.5).multiplicity(0), "calls per coin: 0");
    }

    @Test
    void fractionsBecomeStepsThatMakeClaimsHarderAndAlarmsRarer() {
        assertEquals(56, Judge.claimSteps(0.7));
        assertEquals(32, Judge.claimSteps(0.5));
        assertEquals(1, Judge.toleranceSteps(0.02));
        assertEquals(3, Judge.toleranceSteps(0.05));
        assertEquals(2, Judge.marginSteps(0.05));
        assertEquals(4, Judge.marginSteps(0.10));
    }

    private static Verdict.Paired paired(Map<Integer, Long> differences) {
        return Judge.paired(Judge.Settings.builder().build(), differences, 0, 0);
    }

    private static void refused(Executable asked, String... said) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, asked).getMessage());
        for (String part : said) {
            assertTrue(message.contains(part), "\"" + part + "\" in: " + message);
        }
    }
}
