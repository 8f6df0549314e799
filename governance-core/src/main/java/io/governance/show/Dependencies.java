package io.governance.show;

import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.measure.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** What the application depends on, each checked on its own and never by a probe. Thread-safe. */
final class Dependencies implements Examiner {
    static final int LIMIT = 16;
    static final Duration LONGEST = Duration.ofDays(3_650);

    private final List<Dependency> all = new CopyOnWriteArrayList<>();
    private final Time time;
    private final Executor checks;

    Dependencies(Time time, Executor checks) {
        this.time = time;
        this.checks = checks;
    }

    synchronized Runnable add(
            String name, DependencyKind kind, Callable<Boolean> check, Duration period, Duration timeout) {
        List<String> problems = new ArrayList<>();
        if (name.isBlank() || all.stream().anyMatch(known -> known.name().equals(name))) {
            problems.add("found the name '" + name + "', expected one that is not blank and not taken");
        }
        if (isImpossible(period) || isImpossible(timeout)) {
            problems.add("found a check every " + period + " with a time limit of " + timeout
                    + ", expected both to be more than zero, at most " + LONGEST.toDays() + " days");
        }
        if (all.size() >= LIMIT) {
            problems.add("found " + LIMIT + " dependencies already, expected no more: put some behind one check");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the dependency '" + name + "' of this application's health: " + String.join("; ", problems));
        }
        Dependency added = new Dependency(name, kind, check, period, timeout, time);
        all.add(added);
        return () -> all.remove(added);
    }

    private static boolean isImpossible(Duration length) {
        return length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0;
    }

    void look() {
        for (Dependency dependency : all) {
            dependency.look(checks);
        }
    }

    List<DependencyState> states() {
        return all.stream().map(Dependency::state).toList();
    }

    @Override
    public void examine(Examination.Draft draft) {
        states().stream()
                .filter(DependencyState::isDown)
                .map(DependencyState::finding)
                .forEach(draft::finding);
    }
}
