package io.governance.examples.demo;

import io.governance.examples.orderdesk.Dashboard;
import io.governance.flags.Stage;
import io.governance.flags.Swap;
import io.governance.resolve.Proof;
import io.governance.resolve.Resolution;
import io.governance.resolve.Step;
import java.sql.SQLException;

/** Step 8: the wrong candidate goes through the loop until it is resolved. */
final class ResolveStep implements io.governance.examples.demo.Step {

    /** Stands for the commit of the fix: the two sides of this example are in the same tree. */
    private static final String FIX = "5f1ed00d";

    private static final int CUSTOMERS = 20;

    @Override
    public String name() {
        return "resolve";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws Exception {
        Resolution issue = desk.governance.resolutions().openFromRollback(BadCandidatesStep.WRONG, DemoSettings.SOAK);
        report.check(
                issue.step().filter(Step.ROLLED_BACK::equals).isPresent(),
                "the issue is opened from the rollback: %s",
                issue.missing());
        issue.take(
                Step.ANALYZED,
                "demo",
                "the revenue was rounded twice when a line was read again",
                Proof.cause("SWAP_ROLLED_BACK/" + BadCandidatesStep.WRONG));
        issue.take(Step.FIXED, "demo", "the revenue is summed up once, from exact amounts", Proof.commit(FIX));
        report.check(isRefused(issue, DemoSettings.BUILD, 1, 1), "a run with a failed test is refused");
        BadCandidate fixed = new BadCandidate("fixed", desk.optimized);
        test(desk, issue, fixed);
        Swap<Long, Dashboard> swap = desk.swap(BadCandidatesStep.WRONG, fixed::load, desk.settings.rollout());
        try {
            report.check(
                    Waiting.until(() -> swap.stage() == Stage.ROLLED_BACK, desk.settings.patience(), () -> {}),
                    "a restarted node reads from the ledger that the swap is ROLLED_BACK");
            swap.start();
            SwapWatch watch = new SwapWatch(swap, report);
            report.check(
                    watch.until(desk.settings.patience(), Stage.BAKE), "second attempt, at its own level: in BAKE");
            issue.take(Step.DEPLOYED, "demo", "99 % of the callers are served by the fixed side");
            report.check(!isMonitored(issue), "monitored too early is refused");
            report.check(
                    Waiting.untilSlowly(
                            () -> isMonitored(issue),
                            desk.settings.patience(),
                            () -> report.progress(
                                    "the fix is watched for twice the soak, %d s", DemoSettings.SOAK.toSeconds() * 2)),
                    "monitored for twice the soak");
            report.check(
                    swap.stage() == Stage.BAKE,
                    "with the issue open the swap does not complete: %s",
                    swap.report().missing());
            issue.take(Step.RESOLVED, "demo", "no difference, no regression since");
            report.check(watch.until(desk.settings.patience(), Stage.COMPLETE), "resolved: the swap completes");
        } finally {
            swap.close();
        }
        issue.history()
                .forEach(entry -> report.say(
                        "        %s: %s",
                        entry.type(),
                        entry.facts().getOrDefault("what", entry.facts().get("reason"))));
        report.figure("resolution.steps", issue.history().size());
    }

    /** The tests of the fix: both sides answer the same for customers of the sample. */
    private static void test(Desk desk, Resolution issue, BadCandidate fixed) throws SQLException {
        int passed = 0;
        int failed = 0;
        for (long customer : desk.database.customers().stream().limit(CUSTOMERS).toList()) {
            boolean isEqual = desk.equality()
                    .difference(desk.legacy.load(customer), fixed.load(customer))
                    .isEmpty();
            passed += isEqual ? 1 : 0;
            failed += isEqual ? 0 : 1;
        }
        issue.take(
                Step.TESTED,
                "demo",
                "both sides agree on " + passed + " customers",
                Proof.tests(DemoSettings.BUILD, passed, failed));
    }

    private static boolean isRefused(Resolution issue, String build, int passed, int failed) {
        try {
            issue.take(Step.TESTED, "demo", "it must be good enough", Proof.tests(build, passed, failed));
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static boolean isMonitored(Resolution issue) {
        try {
            issue.take(Step.MONITORED, "governance", "served without a regression");
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
