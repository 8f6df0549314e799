package io.governance.entry;

import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Examiners;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.Histogram;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Window;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds what the calls of each operation with a budget wrote against it. */
final class PayloadExaminer implements Examiner {
    private static final double SHARE = 0.95;

    /** Beyond this many times the budget it is more than something to plan for. */
    private static final double MUCH = 2;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<Operation, PayloadBudget> budgets = new ConcurrentHashMap<>();

    private PayloadExaminer() {}

    static PayloadExaminer of(Operations operations) {
        return operations.service(PayloadExaminer.class, () -> made(operations));
    }

    private static PayloadExaminer made(Operations operations) {
        PayloadExaminer made = new PayloadExaminer();
        operations.service(Examiners.class).register(made);
        return made;
    }

    void add(PayloadBudget budget) {
        PayloadBudget before = budgets.putIfAbsent(budget.operation(), budget);
        if (before != null) {
            throw new IllegalArgumentException(
                    "operation '" + budget.operation().name() + "' has a payload budget of " + before.bytes()
                            + " bytes already: keep the first");
        }
    }

    @Nullable
    PayloadBudget budget(Operation operation) {
        return budgets.get(operation);
    }

    @Override
    public Set<Area> areas() {
        return Set.of(Area.RESPONSE_TIME);
    }

    @Override
    public void examine(Examination.Draft draft) {
        budgets.values().forEach(budget -> {
            LastFiveMinutes.Totals last = budget.last();
            Histogram bytes = bytes(budget, last);
            Histogram items = last.histograms().get(1);
            long enough = draft.policy().minimumSamples();
            double load = Math.max(load(bytes, budget.bytes(), enough), load(items, budget.items(), enough));
            if (load > 1) {
                draft.finding(finding(budget, bytes, items, load));
            }
        });
    }

    /** Without a word from the application, the bytes of its responses, which the filter has counted. */
    private static Histogram bytes(PayloadBudget budget, LastFiveMinutes.Totals last) {
        Histogram told = last.histograms().get(0);
        return told.count() > 0
                ? told
                : budget.operation().snapshot(Window.FIVE_MINUTES).payload();
    }

    /** How many times as much as may be was written; zero when too few calls wrote any. */
    private static double load(Histogram written, long most, long enough) {
        return written.count() < enough ? 0 : written.quantile(SHARE) / most;
    }

    private static Finding finding(PayloadBudget budget, Histogram bytes, Histogram items, double load) {
        String name = budget.operation().name();
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("calls", Long.toString(Math.max(bytes.count(), items.count())));
        if (bytes.count() > 0) {
            evidence.put("bytes", limit(bytes.quantile(SHARE), budget.bytes()));
        }
        if (items.count() > 0) {
            evidence.put("items", limit(items.quantile(SHARE), budget.items()));
        }
        PayloadExample example = budget.example();
        if (example != null) {
            evidence.put("example", describe(example));
        }
        return new Finding(
                "PAYLOAD",
                name,
                load > MUCH ? Level.WARNING : Level.INFO,
                String.format(Locale.ROOT, "the answers of %s weigh %.1f times what their budget allows", name, load),
                null,
                evidence,
                "send fewer fields, page the answer, or compress it; raise the budget if the weight is wanted");
    }

    private static String limit(double value, long budget) {
        return budget == Long.MAX_VALUE
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.0f of %d", value, budget);
    }

    private static String describe(PayloadExample example) {
        return String.format(
                Locale.ROOT,
                "%d bytes, %d items, %.1f ms%s",
                example.bytes(),
                example.items(),
                example.durationNanos() / NANOS_PER_MILLI,
                example.inside() == null ? "" : ", inside " + example.inside());
    }
}
