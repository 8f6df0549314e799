package io.governance.examples.demo;

import io.governance.examples.orderdesk.Dashboard;
import io.governance.flags.Stage;
import io.governance.flags.Swap;
import io.governance.flags.SwapReport;
import io.governance.flags.statistics.Verdict;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;

/** Step 6: the soak with a holdback on a compressed clock, and the verdict against the targets. */
final class BakeStep implements Step {

    private final Optimization optimization;

    BakeStep(Optimization optimization) {
        this.optimization = optimization;
    }

    @Override
    public String name() {
        return "bake";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws Exception {
        Swap<Long, Dashboard> swap = optimization.swap();
        desk.serve(customer -> swap.<SQLException>call(customer));
        swap.resume("demo", "the bad candidates are gone");
        SwapWatch watch = new SwapWatch(swap, report);
        report.check(watch.until(desk.settings.patience(), Stage.BAKE), "RAMP left: promoted by the verdict");
        report.say(
                "BAKE: 99 %% new, 1 %% held back; the soak of 24 h is compressed to %d s",
                DemoSettings.SOAK.toSeconds());
        report.check(
                watch.until(desk.settings.patience(), Stage.COMPLETE),
                "the soak is over and the verdict still stands: COMPLETE");
        SwapReport verdict = swap.report();
        print(report, verdict);
        optimization.record().refresh(desk.governance.store(), verdict);
    }

    private static void print(DemoReport report, SwapReport swap) {
        Verdict verdict = swap.verdict().orElseThrow();
        Verdict.Ranges ranges = swap.ranges().orElseThrow();
        Verdict.Range p50 = Objects.requireNonNull(ranges.factors().get("p50"));
        double low = 1 - p50.high();
        double high = 1 - p50.low();
        report.say(
                "verdict %s on %d calls of the new side and %d of the old",
                verdict.conclusion(), verdict.newCalls(), verdict.totalCalls() - verdict.newCalls());
        report.say(
                "median %.1f to %.1f %% faster, at the true level of %.1f %% whenever one looks",
                low * 100, high * 100, (1 - swap.level()) * 100);
        Verdict.Range old = Objects.requireNonNull(ranges.quantiles().get("p50.old"));
        Verdict.Range fresh = Objects.requireNonNull(ranges.quantiles().get("p50.new"));
        report.say(
                "median of the old side %.0f to %.0f us, of the new side %.0f to %.0f us",
                old.low() / 1e3, old.high() / 1e3, fresh.low() / 1e3, fresh.high() / 1e3);
        report.figure("optimized.p50Micros", (fresh.low() + fresh.high()) / 2 / 1e3); // the middle of its range
        report.figure("legacy.p50MicrosLow", old.low() / 1e3);
        report.figure("legacy.p50MicrosHigh", old.high() / 1e3);
        report.figure("optimized.p50MicrosLow", fresh.low() / 1e3);
        report.figure("optimized.p50MicrosHigh", fresh.high() / 1e3);
        report.figure("swap.newCalls", verdict.newCalls());
        report.figure("swap.oldCalls", verdict.totalCalls() - verdict.newCalls());
        report.figure("swap.verdict", verdict.conclusion().name());
        report.figure("swap.speedupLow", low);
        report.figure("swap.speedupHigh", high);
        report.figure("swap.level", 1 - swap.level());
        for (SwapReport.TargetLine line : swap.lines()) {
            String target = line.target().signal().key() + " "
                    + String.format(Locale.ROOT, "%.0f %% less", line.target().fraction() * 100);
            report.figure(
                    "swap.targets." + line.target().signal().key(),
                    line.standing().name());
            report.check(
                    line.standing() == Verdict.Standing.MET,
                    "target %s: %s (log evidence %.1f against %.1f)",
                    target,
                    line.standing(),
                    line.logE(),
                    verdict.threshold());
        }
        report.say("memory and cache hit rate are not measurable by side: see the audit for before and after");
    }
}
