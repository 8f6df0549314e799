package io.governance.show;

import io.governance.judge.DependencyKind;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one thing the application depends on.
 *
 * @param at when it was last checked; null before that
 * @param tookNanos how long that took
 * @param output what it said when it failed
 */
record DependencyState(
        String name,
        DependencyKind kind,
        Level level,
        @Nullable Instant at,
        long tookNanos,
        @Nullable String output) {

    static final String DOWN = "DEPENDENCY_DOWN";

    /** Whether a finding's key is about a dependency. Checks do not fail with examiners: what they do not say is not. */
    static boolean isNamedBy(String findingKey) {
        return findingKey.startsWith(DOWN + "/");
    }

    boolean isDown() {
        return level.isAtLeast(Level.WARNING);
    }

    Finding finding() {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("kind", kind.name());
        evidence.put("last check", String.valueOf(at));
        evidence.put("took", Duration.ofNanos(tookNanos).toMillis() + " ms");
        return new Finding(
                DOWN,
                name,
                level,
                name + " failed " + Dependency.FAILURES + " checks in a row: " + output,
                null,
                evidence,
                kind == DependencyKind.LOCAL
                        ? "look at this instance's own way to " + name
                        : "look at " + name + " itself: restarting or removing instances does not cure it",
                kind);
    }
}
