package io.governance.instance;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts samples by operation and frame. Used by one thread. */
final class ProfileCounts {
    private final Map<String, Map<Profile.Frame, Integer>> byOperation = new HashMap<>();
    private int samples;

    void add(String operation, Profile.Frame frame) {
        samples++;
        byOperation
                .computeIfAbsent(operation.isEmpty() ? Profile.OUTSIDE : operation, first -> new HashMap<>())
                .merge(frame, 1, Integer::sum);
    }

    Profile profile(Duration length) {
        List<Profile.Part> parts = byOperation.entrySet().stream()
                .map(entry -> part(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Profile.Part::samples)
                        .reversed()
                        .thenComparing(Profile.Part::operation))
                .toList();
        return new Profile(length, samples, parts);
    }

    private Profile.Part part(String operation, Map<Profile.Frame, Integer> frames) {
        int total = frames.values().stream().mapToInt(Integer::intValue).sum();
        List<Profile.Spot> spots = frames.entrySet().stream()
                .map(entry -> new Profile.Spot(entry.getKey(), entry.getValue(), (double) entry.getValue() / total))
                .sorted(Comparator.comparingInt(Profile.Spot::samples)
                        .reversed()
                        .thenComparing(spot -> spot.frame().text()))
                .toList();
        return new Profile.Part(operation, total, (double) total / samples, spots);
    }
}
