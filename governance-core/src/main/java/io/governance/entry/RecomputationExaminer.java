package io.governance.entry;

import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Examiners;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Snapshot;
import io.governance.measure.Time;
import io.governance.measure.Window;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Says which operation did the same work again, inside which outermost one most of all, how often, and what it cost. */
final class RecomputationExaminer implements Examiner {
    /** From this share of the outermost operation's time on, a repeat is more than something to plan for. */
    private static final double MUCH = 0.10;

    private static final double NANOS_PER_MILLI = 1e6;

    /** What was repeated inside one outermost operation. */
    private record Inside(String root, RecomputationTable.Seen seen) {
        String wasted() {
            return format("%.1f ms", seen.wastedNanos() / NANOS_PER_MILLI);
        }
    }

    private static final Comparator<Inside> MOST_WASTED_FIRST = Comparator.<Inside>comparingLong(
                    inside -> -inside.seen.wastedNanos())
            .thenComparing(Inside::root);

    private final Time time;
    private final Map<Operation, Recomputation> watched = new ConcurrentHashMap<>();

    private RecomputationExaminer(Time time) {
        this.time = time;
    }

    static RecomputationExaminer of(Operations operations) {
        return operations.service(RecomputationExaminer.class, () -> made(operations));
    }

    private static RecomputationExaminer made(Operations operations) {
        RecomputationExaminer made = new RecomputationExaminer(operations.time());
        operations.service(Examiners.class).register(made);
        return made;
    }

    Recomputation watch(Operation operation) {
        return watched.computeIfAbsent(operation, Recomputation::new);
    }

    @Override
    public Set<Area> areas() {
        return Set.of(Area.RECOMPUTATION);
    }

    @Override
    public void examine(Examination.Draft draft) {
        watched.values().forEach(one -> {
            List<Inside> repeated = one.tables().stream()
                    .map(table -> new Inside(table.root(), table.last(time.nanos())))
                    .filter(inside -> inside.seen.repeats() > 0)
                    .sorted(MOST_WASTED_FIRST)
                    .toList();
            if (!repeated.isEmpty()) {
                draft.finding(finding(draft, one, repeated.get(0), repeated.subList(1, repeated.size())));
            }
        });
    }

    private static Finding finding(Examination.Draft draft, Recomputation one, Inside worst, List<Inside> others) {
        String root = worst.root;
        RecomputationTable.Seen seen = worst.seen;
        double share = shareOfTime(draft, root, seen.wastedNanos());
        String name = one.operation().name();
        String perCall = format("%.1f", (double) seen.repeats() / seen.calls());
        String wasted = worst.wasted();
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("operation", name);
        evidence.put("inside", root);
        evidence.put("calls", Long.toString(seen.calls()));
        evidence.put("callsWithRepeats", Long.toString(seen.callsWithRepeats()));
        evidence.put("repeats", Long.toString(seen.repeats()));
        evidence.put("repeatsPerCall", perCall);
        evidence.put("mostInOneCall", format("%.0f", seen.most()));
        evidence.put("timeWasted", wasted);
        evidence.put("shareOfTime", format("%.1f %%", share * 100));
        evidence.put("callsNotFullySeen", Long.toString(seen.incomplete()));
        evidence.put("argumentsNotComparable", Long.toString(one.failures()));
        if (!others.isEmpty()) {
            evidence.put(
                    "alsoInside",
                    others.stream()
                            .map(inside -> inside.root + " (" + inside.wasted() + ")")
                            .collect(Collectors.joining(", ")));
        }
        boolean isMuch = seen.calls() >= draft.policy().minimumSamples() && share >= MUCH;
        return new Finding(
                "RECOMPUTATION",
                name,
                isMuch ? Level.WARNING : Level.INFO,
                name + " does the same work again inside one call of " + root + ": " + seen.repeats() + " times in "
                        + seen.calls() + " calls, " + wasted + " in five minutes",
                one.place(),
                evidence,
                "compute it once and pass it on, or put a Memo around it for the length of the call; a cache when other"
                        + " calls ask for it too");
    }

    /** Of the time of the outermost operation in the same five minutes; zero when that is not known. */
    private static double shareOfTime(Examination.Draft draft, String root, long wastedNanos) {
        for (Operation operation : draft.operations()) {
            if (operation.name().equals(root)) {
                Snapshot last = operation.snapshot(Window.FIVE_MINUTES);
                double total = last.calls() * last.responseTime().mean();
                return total > 0 ? Math.min(1, wastedNanos / total) : 0;
            }
        }
        return 0;
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
