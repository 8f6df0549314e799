package io.governance.flags.statistics;

import java.util.Collections;
import java.util.Map;

/** The evidence a decision is made from; {@code endedCalls} includes warm-up calls. */
record Findings(
        Verdict.Alarm alarm,
        Map<String, Double> improvement,
        Map<String, Double> claim,
        Map<String, Double> notWorse,
        Map<String, Verdict.Target> targets,
        long newCalls,
        long oldCalls,
        long endedCalls) {

    long totalCalls() {
        return newCalls + oldCalls;
    }

    double leastNotWorse() {
        return Collections.min(notWorse.values());
    }

    static double of(String score, Map<String, Double> evidence) {
        return evidence.getOrDefault(score, 0.0);
    }
}
