package io.governance.instance;

import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.Signal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Holds memory and CPU of this process against the policy, and all else that is known of it against our own lines. */
final class InstanceExaminer implements Examiner {
    private static final String PROCESS = "process";

    private final Supplier<InstanceSnapshot> latest;

    InstanceExaminer(Supplier<InstanceSnapshot> latest) {
        this.latest = latest;
    }

    @Override
    public Set<Area> areas() {
        return Set.of(Area.CPU, Area.RESOURCES);
    }

    @Override
    public void examine(Examination.Draft draft) {
        InstanceSnapshot snapshot = latest.get();
        draft.reading(
                Signal.MEMORY,
                PROCESS,
                snapshot.memory().ofInstance(),
                Double.isNaN(snapshot.memory().ofInstance()) ? 0 : 1,
                "compare with the live set after collection before calling it a leak");
        double share = InstanceSignal.isLongEnough(snapshot) ? snapshot.cpu().share() : Double.NaN;
        draft.reading(
                Signal.CPU,
                PROCESS,
                share,
                Double.isNaN(share) ? 0 : draft.policy().minimumSamples(),
                "look at which operations the time goes to");
        for (InstanceSignal signal : InstanceSignal.values()) {
            double value = signal.value(snapshot);
            Level level = signal.judge(value);
            if (level.isAtLeast(Level.INFO)) {
                draft.finding(finding(signal, value, level, snapshot), signal.area());
            }
        }
    }

    private static Finding finding(InstanceSignal signal, double value, Level level, InstanceSnapshot snapshot) {
        String line = signal.format(signal.line(level));
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("value", signal.format(value));
        evidence.put("line", line);
        evidence.put("over", snapshot.over().toSeconds() + " s");
        add(evidence, signal, snapshot);
        return new Finding(
                signal.name(),
                PROCESS,
                level,
                signal.what() + ": " + signal.format(value) + ", beyond the "
                        + level.name().toLowerCase(Locale.ROOT) + " line of " + line,
                null,
                evidence,
                signal.remedy(),
                signal.dependency());
    }

    private static void add(Map<String, String> evidence, InstanceSignal signal, InstanceSnapshot snapshot) {
        switch (signal) {
            case CPU_THROTTLING ->
                evidence.put("limit", number("%.2f processors", snapshot.cpu().limit()));
            case MEMORY_LIMIT -> {
                evidence.put("workingSet", bytes(snapshot.memory().workingSet()));
                evidence.put("limit", bytes(snapshot.memory().limit()));
            }
            case GC_SHARE, GC_PAUSE, SAFEPOINTS -> {
                evidence.put(
                        "pauses", Long.toString(snapshot.collections().pauses().count()));
                evidence.put("live", bytes(snapshot.memory().live()));
                evidence.put("allocatedPerSecond", bytes(snapshot.collections().allocatedPerSecond()));
            }
            case JVM_STALL ->
                snapshot.stalls()
                        .forEach(stall -> evidence.put(
                                stall.at().toString(),
                                signal.format((double) stall.nanos()) + ": " + stall.explanation()));
            case FILE_DESCRIPTORS -> {
                evidence.put("open", number("%.0f", snapshot.files().open()));
                evidence.put("limit", number("%.0f", snapshot.files().limit()));
            }
        }
    }

    private static String bytes(double bytes) {
        return number("%.0f MB", bytes / (1 << 20));
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "no data" : String.format(Locale.ROOT, format, value);
    }
}
