package io.governance.examples.demo;

import io.governance.examples.orderdesk.Dashboard;
import io.governance.examples.orderdesk.SteadyLoad;
import io.governance.flags.Rollout;
import io.governance.flags.Stage;
import io.governance.flags.Swap;
import io.governance.remember.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Step 5: four candidates that must not reach callers; each is taken back by itself. */
final class BadCandidatesStep implements Step {
    static final String WRONG = "wrongInOneOf500";
    private static final String FAILING = "failingInOneOf100";
    private static final String SLOW = "threeTimesSlower";
    private static final String WASTEFUL = "tenTimesTheAllocation";
    static final List<String> NAMES = List.of(WRONG, FAILING, SLOW, WASTEFUL);

    private static final long TICK_MILLIS = 250;
    private static final long ROLLED_BACK_WITHIN_MILLIS = 1_000;

    private final long seed;
    private final List<String> only;

    BadCandidatesStep(long seed, List<String> only) {
        this.seed = seed;
        this.only = only;
    }

    @Override
    public String name() {
        return "badCandidates";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        report.say("seed %d", seed);
        report.figure("callsPerTick", desk.callsPerSecond() * TICK_MILLIS / 1_000.0);
        long bytes = (long) desk.operation.sinceStart().allocation().quantile(0.9);
        List<BadCandidate> candidates = List.of(
                new BadCandidate(WRONG, Candidates.wrongInOneOf500(desk.optimized, random.split())),
                new BadCandidate(FAILING, Candidates.failingInOneOf100(desk.optimized, random.split())),
                new BadCandidate(SLOW, Candidates.threeTimesSlower(desk.legacy)),
                new BadCandidate(WASTEFUL, Candidates.tenTimesTheAllocation(desk.optimized, bytes)));
        for (BadCandidate candidate : candidates) {
            boolean isAsked = only.isEmpty() || only.contains(candidate.name);
            if (isAsked && !tryOut(desk, report, candidate) && desk.settings.sabotage() != Sabotage.NONE) {
                return; // the sabotage has been noticed
            }
        }
    }

    private static boolean tryOut(Desk desk, DemoReport report, BadCandidate candidate) throws Exception {
        report.say("candidate %s", candidate.name);
        Planning.planned(
                desk.governance,
                desk.settings.folder().resolve("optimizations"),
                candidate.name,
                "A candidate that is bad on purpose: " + candidate.name + ".");
        SteadyLoad.Counters before = desk.load.counters();
        Rollout rollout = desk.settings.rollout();
        Swap<Long, Dashboard> swap = desk.swap(candidate.name, candidate::load, rollout);
        try {
            swap.testsPassed("its own tests, which do not cover the fault");
            swap.start();
            boolean isRolledBack = new SwapWatch(swap, report)
                            .until(desk.settings.patience(), Stage.ROLLED_BACK, Stage.BAKE, Stage.COMPLETE)
                    && swap.stage() == Stage.ROLLED_BACK;
            Waiting.load(Duration.ofMillis(1_100), () -> {}); // callers on their way get home, late calls would show
            return judge(
                    desk,
                    report,
                    candidate,
                    swap,
                    isRolledBack,
                    desk.load.counters().since(before));
        } finally {
            swap.close();
        }
    }

    private static boolean judge(
            Desk desk,
            DemoReport report,
            BadCandidate candidate,
            Swap<?, ?> swap,
            boolean isRolledBack,
            SteadyLoad.Counters callers) {
        List<Ledger.Entry> story = desk.governance.store().ledger().read("swap/" + candidate.name, 0);
        Map<String, String> last = story.get(story.size() - 1).facts();
        long calls = Long.parseLong(
                last.getOrDefault("totalCalls", last.getOrDefault("pairs", last.getOrDefault("compared", "-1"))));
        Instant verdict = Instant.parse(last.getOrDefault("decidedAt", Instant.EPOCH.toString()));
        long millis = Duration.between(verdict, candidate.lastAsked()).toMillis();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", candidate.name);
        entry.put("rolledBack", isRolledBack);
        entry.put("caughtIn", last.getOrDefault("stage", "none"));
        entry.put("reason", last.getOrDefault("reason", ""));
        entry.put("callsToVerdict", calls);
        entry.put("millisFromVerdictToRollback", Math.max(0, millis));
        entry.put("callersHarmed", callers.harmed());
        entry.put("callersRescued", swap.report().rescued());
        report.entry("badCandidates", entry);
        if (!report.check(isRolledBack, "%s: rolled back in %s", candidate.name, entry.get("caughtIn"))) {
            return false;
        }
        report.say("        because %s", last.get("reason"));
        report.say(
                "        %d judged until the verdict, last routed %d ms after it, %d of %d callers rescued by the old side",
                calls, Math.max(0, millis), swap.report().rescued(), callers.calls());
        boolean isFast = report.check(
                millis <= ROLLED_BACK_WITHIN_MILLIS, "%s: nothing routed to it later than a second", candidate.name);
        return report.check(callers.harmed() == 0, "%s: %d callers harmed", candidate.name, callers.harmed()) && isFast;
    }
}
