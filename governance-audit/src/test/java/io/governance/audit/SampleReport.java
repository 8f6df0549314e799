package io.governance.audit;

import io.governance.flags.Stage;
import io.governance.flags.SwapReport;
import io.governance.flags.Target;
import io.governance.flags.statistics.Verdict;
import io.governance.flags.statistics.Verdict.Range;
import io.governance.flags.statistics.Verdict.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a judge could say of the swap in {@link SampleStore}. */
final class SampleReport {
    private SampleReport() {}

    static SwapReport ofCompleteSwap() {
        return of(SampleStore.SWAP, new Range(0.14, 0.19));
    }

    static SwapReport of(String swap, Range median) {
        Verdict verdict = verdict();
        return new SwapReport(
                swap,
                SampleStore.OPERATION,
                Stage.COMPLETE,
                1,
                1,
                "TARGET_MET",
                0.005,
                Optional.of(verdict),
                Optional.of(ranges(median)),
                List.of(new SwapReport.TargetLine(Target.queries().fewerByAtLeast(90), Standing.MET, 240.7)),
                List.of(),
                OptionalLong.empty(),
                5_000,
                400,
                3,
                0,
                0);
    }

    private static Verdict verdict() {
        return new Verdict(
                Verdict.Conclusion.TARGET_MET,
                Verdict.Action.PROMOTE,
                0.005,
                5.298,
                new Verdict.Alarm(-3.1, 6.9, 0.4, 9.2, Map.of("rank", -4.0), Map.of(), "err", "err"),
                Map.of("p50", 88.0),
                Map.of("p50", 61.2),
                Map.of("rank", 44.0, "err", 3.9),
                Map.of("lat", new Verdict.Target(61.2, Standing.MET), "qry", new Verdict.Target(240.7, Standing.MET)),
                -1,
                4_120,
                9_300,
                Optional.empty());
    }

    private static Verdict.Ranges ranges(Range median) {
        Map<String, Range> factors = new LinkedHashMap<>();
        factors.put("p50", median);
        factors.put("p90", new Range(0.13, 0.22));
        factors.put("p99", new Range(0, Double.POSITIVE_INFINITY));
        Map<String, Range> quantiles = new LinkedHashMap<>();
        quantiles.put("p50.old", new Range(380e6, 420e6));
        quantiles.put("p50.new", new Range(57e6, 64e6));
        return new Verdict.Ranges(
                factors,
                Map.of("alloc", new Range(0.08, 0.3), "cpu", new Range(0.5, 0.9)),
                new Range(-0.004, 0.001),
                quantiles);
    }
}
