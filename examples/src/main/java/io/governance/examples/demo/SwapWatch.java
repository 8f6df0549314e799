package io.governance.examples.demo;

import io.governance.flags.Stage;
import io.governance.flags.Swap;
import io.governance.flags.SwapReport;
import io.governance.flags.statistics.Verdict;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Follows a swap until it stands where one waits for it, and says how far it has come. */
final class SwapWatch {
    private final Swap<?, ?> swap;
    private final DemoReport report;

    SwapWatch(Swap<?, ?> swap, DemoReport report) {
        this.swap = swap;
        this.report = report;
    }

    /** Returns whether it came to one of the stages within the limit. */
    boolean until(Duration limit, Stage first, Stage... others) throws InterruptedException {
        Set<Stage> wanted = EnumSet.of(first, others);
        return Waiting.until(() -> wanted.contains(swap.stage()), limit, this::show);
    }

    void show() {
        SwapReport now = swap.report();
        String evidence = now.stage() == Stage.SHADOW
                ? now.compared() + " inputs compared, " + now.pairs() + " pairs, " + now.dropped() + " dropped"
                : now.verdict()
                                .map(verdict -> verdict.conclusion() + " on " + verdict.newCalls() + " new calls")
                                .orElse("")
                        + now.ranges().map(SwapWatch::faster).orElse("");
        report.progress(
                "%s at %.0f %%: %s; waits for %s",
                now.stage(),
                now.share() * 100,
                evidence,
                now.missing().isEmpty() ? "nothing" : String.join("; ", now.missing()));
    }

    private static String faster(Verdict.Ranges ranges) {
        Verdict.Range p50 = ranges.factors().get("p50");
        return p50 == null
                ? ""
                : String.format(
                        Locale.ROOT, ", median %.0f to %.0f %% faster", 100 * (1 - p50.high()), 100 * (1 - p50.low()));
    }
}
