package io.governance.examples.demo;

import io.governance.audit.OptimizationRecord;
import io.governance.examples.orderdesk.Dashboard;
import io.governance.flags.Swap;

/** Step 2: a record is opened from the findings; until its plan is complete, the swap does not start. */
final class PlanStep implements Step {
    private final Optimization optimization;

    PlanStep(Optimization optimization) {
        this.optimization = optimization;
    }

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws Exception {
        OptimizationRecord record = Planning.open(
                desk.governance,
                desk.settings.folder().resolve("optimizations"),
                Optimization.NAME,
                desk.governance.examine().findings(Desk.OPERATION));
        report.say("record %s, opened from the findings", record.file().getFileName());
        report.say("parts still to be written: %s", record.missingParts());
        report.say("the demo's settings: %s", desk.settings.inWords());
        Swap<Long, Dashboard> swap = optimization.open(desk);
        String refusal = refusal(swap);
        report.check(
                !refusal.isEmpty(),
                "without a plan the swap is refused: %s",
                refusal.lines().findFirst().orElse(""));
        refusal.lines().skip(1).forEach(line -> report.say("      %s", line.strip()));
        Planning.complete(
                desk.governance,
                record,
                "One statement for orders and lines, parts from the cache, figures summed up once.");
        optimization.record(record);
        report.check(record.missingParts().isEmpty(), "the plan is complete and on record");
    }

    private static String refusal(Swap<?, ?> swap) {
        try {
            swap.start();
            return "";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
