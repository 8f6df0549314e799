package io.governance.judge;

import io.governance.measure.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a policy as Markdown. */
record PolicyTable(Policy policy) {

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                "| signal | of | compared | acceptable | info | warning | critical |\n|---|---|---|---|---|---|---|\n");
        PolicySettings.PROTOCOL.forEach(line -> text.append(row(policy.threshold(line.signal()), "all")));
        own(policy.thresholds().byName(), text, "");
        own(policy.thresholds().byVariable(), text, " (any spelling)");
        Policy.Hysteresis sure = policy.hysteresis();
        Policy.ErrorBudget budget = policy.errorBudget();
        text.append("\nOperations are judged over ")
                .append(PolicySettings.WINDOW.unit().write(policy.window()))
                .append(", with fewer than ")
                .append(policy.minimumSamples())
                .append(" calls over 5m, then 1h; still fewer are no data: neither good nor bad.\n\n")
                .append("A level is entered after ")
                .append(sure.enterAfter())
                .append(" bad of ")
                .append(sure.enterOf())
                .append(" examinations, ")
                .append(PolicySettings.EVERY.unit().write(sure.every()))
                .append(" apart, and left after ")
                .append(sure.leaveAfter())
                .append(" in a row that were within ")
                .append(PolicySettings.LEAVE_BELOW.unit().write(sure.leaveBelow()))
                .append(" of its line.\n\n| error budget of ")
                .append(PolicySettings.OBJECTIVE.unit().write(budget.objective()))
                .append(" burns | failed calls in | and in | level |\n|---|---|---|---|\n");
        BurnRate.ALL.forEach(rate -> text.append(row(rate, budget)));
        return text.toString();
    }

    private void own(Map<String, Map<Signal, Threshold>> named, StringBuilder text, String how) {
        named.forEach((name, lines) ->
                lines.forEach((signal, threshold) -> text.append(row(threshold, "`" + escaped(name) + "`" + how))));
    }

    private static String escaped(String name) {
        return name.replace("|", "\\|").replace('\n', ' ');
    }

    private static String row(Threshold threshold, String of) {
        Signal signal = threshold.signal();
        List<String> cells = new ArrayList<>();
        cells.add(Figures.name(signal));
        cells.add(of);
        cells.add(Figures.statistic(signal));
        for (Level level : PolicySettings.LEVELS) {
            cells.add(cell(threshold, level));
        }
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String cell(Threshold threshold, Level level) {
        double line = threshold.line(level);
        if (Double.isNaN(line)) {
            return " ";
        }
        boolean isUpwards = threshold.signal().isLowerWorse() == (level == Level.ACCEPTABLE);
        boolean isOn = threshold.isInclusive() != (level == Level.ACCEPTABLE);
        return (isUpwards ? ">" : "<") + (isOn ? "= " : " ") + PolicySettings.write(threshold.signal(), line);
    }

    private static String row(BurnRate rate, Policy.ErrorBudget budget) {
        String line = "> " + PolicySettings.OBJECTIVE.unit().write(rate.line(budget));
        return "| " + PolicySettings.number(rate.factor()) + " times too fast | " + line + " of "
                + PolicySettings.EVERY.unit().write(rate.longPeriod()) + ", at least " + budget.minimumSamples()
                + " calls | " + line + " of " + PolicySettings.EVERY.unit().write(rate.shortPeriod()) + " | "
                + PolicySettings.name(rate.level()) + " |\n";
    }
}
