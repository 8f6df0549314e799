package io.governance.flags.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Families of the regression test, of equal weight: latency, errors, and one for each further metric (8.2). */
final class Families {
    private final List<Double> evidence = new ArrayList<>();
    private double largest = Double.NEGATIVE_INFINITY;
    private String strongest = "";
    private String strongestScore = "";

    /** Adds a family and returns its evidence, the mean over its scores. */
    double add(String family, Map<String, Double> scores) {
        double logE = Evidence.logMean(scores.values());
        evidence.add(logE);
        if (logE > largest) {
            largest = logE;
            strongest = family;
            strongestScore = Collections.max(scores.entrySet(), Map.Entry.comparingByValue())
                    .getKey();
        }
        return logE;
    }

    double logE() {
        return Evidence.logMean(evidence);
    }

    String strongest() {
        return strongest;
    }

    String strongestScore() {
        return strongestScore;
    }
}
