package io.governance.show;

import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The critical trouble in one examination, by whose it is: each {@code CRITICAL}, {@code ACCEPTABLE} or, when the
 * examination could not say, {@code NO_DATA}.
 *
 * @param causes keys of the findings that were critical last, or still may be
 */
record Trouble(Level local, Level shared, Set<String> causes) {
    static final Trouble NONE = new Trouble(Level.ACCEPTABLE, Level.ACCEPTABLE, Set.of());

    /** Returns the trouble now; what was believed to be critical before stays so until it is well inside its line. */
    static Trouble in(Examination now, Set<String> before) {
        Set<String> causes = new TreeSet<>();
        Level local = judge(DependencyKind.LOCAL, now, before, causes);
        Level shared = judge(DependencyKind.SHARED, now, before, causes);
        return new Trouble(local, shared, Set.copyOf(causes));
    }

    private static Level judge(DependencyKind kind, Examination now, Set<String> before, Set<String> causes) {
        Set<String> critical = now.findings().stream()
                .filter(finding -> finding.dependency() == kind && finding.level() == Level.CRITICAL)
                .map(Finding::key)
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        Set<String> vanished = new TreeSet<>(before);
        for (Reading reading : now.readings()) {
            String key = reading.signal().name() + "/" + reading.subject();
            vanished.remove(key);
            if (DependencyKind.of(reading.signal()) == kind && before.contains(key)) {
                if (reading.level() == Level.NO_DATA) {
                    unknown.add(key);
                } else if (reading.held() == Level.CRITICAL) {
                    critical.add(key);
                }
            }
        }
        if (!now.failures().isEmpty()) {
            vanished.stream().filter(key -> !DependencyState.isNamedBy(key)).forEach(unknown::add);
        }
        causes.addAll(critical);
        causes.addAll(unknown);
        if (!critical.isEmpty()) {
            return Level.CRITICAL;
        }
        return unknown.isEmpty() ? Level.ACCEPTABLE : Level.NO_DATA;
    }

    /** Returns the first finding of this instance's own that is critical. */
    static Optional<Finding> localCause(Examination now) {
        return now.findings().stream()
                .filter(finding -> finding.dependency() == DependencyKind.LOCAL && finding.level() == Level.CRITICAL)
                .findFirst();
    }
}
