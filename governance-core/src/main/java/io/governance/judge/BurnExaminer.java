package io.governance.judge;

import io.governance.measure.Operation;
import io.governance.measure.Snapshot;
import io.governance.measure.Window;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds operations whose failures use up the error budget too fast, beside the levels of the error rate itself. */
final class BurnExaminer implements Examiner {
    static final String KIND = "ERROR_BUDGET_BURN";

    /** One for each operation, of which there are at most 1,000. */
    private final Map<String, ErrorHistory> histories = new HashMap<>();

    @Override
    public Set<Area> areas() {
        return EnumSet.of(Area.RESPONSE_TIME);
    }

    @Override
    public void examine(Examination.Draft draft) {
        for (Operation operation : draft.operations()) {
            Snapshot all = operation.collected();
            ErrorHistory history = histories.computeIfAbsent(operation.name(), made -> new ErrorHistory(all));
            history.add(all);
            if (history.hasFailures()) {
                BurnRate.ALL.forEach(rate -> examine(draft, operation, history, rate));
            }
        }
    }

    private static void examine(Examination.Draft draft, Operation operation, ErrorHistory history, BurnRate rate) {
        Policy.ErrorBudget budget = draft.policy().errorBudget();
        double line = rate.line(budget);
        ErrorHistory.Point seen = history.last(rate.longPeriod());
        double recent = recent(operation, history, rate.shortPeriod());
        if (seen.calls() >= budget.minimumSamples() && seen.rate() > line && recent > line) {
            Map<String, String> evidence = new LinkedHashMap<>();
            evidence.put("calls in " + hours(rate.longPeriod()), Long.toString(seen.calls()));
            evidence.put("failed in " + hours(rate.longPeriod()), Long.toString(seen.failed()));
            evidence.put("error rate in " + hours(rate.shortPeriod()), percent(recent));
            evidence.put("objective", percent(budget.objective()));
            draft.finding(
                    new Finding(
                            KIND,
                            operation.name(),
                            rate.level(),
                            operation.name() + " uses up its error budget more than "
                                    + String.format(Locale.ROOT, "%.1f", rate.factor()) + " times too fast: "
                                    + percent(seen.rate()) + " of its calls failed in " + hours(rate.longPeriod())
                                    + " and "
                                    + percent(recent) + " in " + hours(rate.shortPeriod()),
                            null,
                            evidence,
                            "look at the errors and refusals of the operation; a guard with a fallback keeps callers from failing"));
        }
    }

    private static double recent(Operation operation, ErrorHistory history, Duration period) {
        return period.equals(Window.FIVE_MINUTES.length())
                ? operation.snapshot(Window.FIVE_MINUTES).errorRate()
                : history.last(period).rate();
    }

    private static String hours(Duration period) {
        return period.toMinutes() < 60 ? period.toMinutes() + " m" : period.toHours() + " h";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}
