package io.governance.examples.demo;

import io.governance.examples.orderdesk.Dashboard;
import io.governance.flags.Stage;
import io.governance.flags.Swap;
import io.governance.resolve.Resolution;
import io.governance.resolve.Step;

/** Step 8: the wrong candidate goes through the loop until it is resolved. */
final class ResolveStep implements io.governance.examples.demo.Step {

    @Override
    public String name() {
        return "resolve";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws Exception {
        Resolution issue = Resolution.open(
                desk.governance.store(),
                desk.governance.time(),
                "dashboard-a-cent-off",
                BadCandidatesStep.WRONG,
                "one dashboard in 500 was a cent off; the swap was rolled back",
                DemoSettings.SOAK.multipliedBy(2));
        issue.take(Step.ROLLED_BACK, "governance", "the swap was rolled back by itself, no caller saw a wrong answer");
        issue.take(Step.ANALYZED, "demo", "the revenue was rounded twice when a line was read again");
        issue.take(Step.FIXED, "demo", "the revenue is summed up once, from exact amounts");
        issue.take(Step.TESTED, "demo", "both sides agree on every customer of the sample");
        BadCandidate fixed = new BadCandidate("fixed", desk.optimized);
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

    private static boolean isMonitored(Resolution issue) {
        try {
            issue.take(Step.MONITORED, "governance", "served without a regression");
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
