package io.governance.examples.demo;

import io.governance.examples.orderdesk.Dashboard;
import io.governance.flags.Equality;
import io.governance.flags.Stage;
import io.governance.flags.Swap;
import java.util.List;
import java.util.Optional;

/** Step 4: shadow, canary and ramp, under load, with probes all along. */
final class RolloutStep implements Step {
    private static final int TESTED_CUSTOMERS = 50;

    private final Optimization optimization;

    RolloutStep(Optimization optimization) {
        this.optimization = optimization;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws Exception {
        Swap<Long, Dashboard> swap = optimization.swap();
        test(desk, swap, report);
        SwapWatch watch = new SwapWatch(swap, report);
        swap.start();
        report.check(
                watch.until(desk.settings.patience(), Stage.CANARY), "SHADOW passed: results equal on real inputs");
        report.check(watch.until(desk.settings.patience(), Stage.RAMP), "CANARY passed: no regression at 10 %%");
        swap.pause("demo", "the bad candidates come first, then the soak");
        report.check(
                Waiting.untilSlowly(() -> targetsAreMet(swap), desk.settings.patience(), watch::show),
                "RAMP passed: both targets are met by their own claims");
    }

    private static boolean targetsAreMet(Swap<?, ?> swap) {
        return swap.report()
                .verdict()
                .map(verdict -> verdict.isEveryTargetMet()
                        && verdict.conclusion() == io.governance.flags.statistics.Verdict.Conclusion.TARGET_MET)
                .orElse(false);
    }

    /** The evidence that SHADOW may not be left without: both sides forced, on the same customers. */
    private static void test(Desk desk, Swap<?, ?> swap, DemoReport report) throws Exception {
        Equality<Object> equality = Equality.fields().ignoring("renderedAt", "a clock reading");
        List<Long> customers = desk.database.customers().subList(0, TESTED_CUSTOMERS);
        int equal = 0;
        for (long customer : customers) {
            Optional<String> difference =
                    equality.difference(desk.legacy.load(customer), desk.optimized.load(customer));
            difference.ifPresent(found -> report.say("customer %d: %s", customer, found));
            equal += difference.isEmpty() ? 1 : 0;
        }
        if (report.check(equal == customers.size(), "tests of this build: both sides agree on %d customers", equal)) {
            swap.testsPassed(equal + " customers, both sides forced");
        }
    }
}
