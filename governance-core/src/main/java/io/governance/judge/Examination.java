package io.governance.judge;

import io.governance.measure.Operation;
import io.governance.measure.Signal;
import io.governance.measure.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What all examiners had to say at one moment. Immutable.
 *
 * @param at when
 * @param readings every value that was held against the policy, acceptable ones included
 * @param findings the worst first
 * @param failures what went wrong in an examiner, so that silence is never taken for health
 * @param window the period that was looked at
 * @param examined the areas that an examiner has looked at
 * @param areas the area of each finding, by its key; findings about something else are not in it
 */
public record Examination(
        Instant at,
        List<Reading> readings,
        List<Finding> findings,
        List<String> failures,
        Window window,
        Set<Area> examined,
        Map<String, Area> areas) {

    /** Makes an examination of the last five minutes of which it is not known who looked at what. */
    public Examination(Instant at, List<Reading> readings, List<Finding> findings, List<String> failures) {
        this(at, readings, findings, failures, Window.FIVE_MINUTES, Set.of(), Map.of());
    }

    /** Returns the worst level of all readings and findings. */
    public Level level() {
        Level worst = Level.NO_DATA;
        for (Reading reading : readings) {
            worst = worst.worse(reading.level());
        }
        for (Finding finding : findings) {
            worst = worst.worse(finding.level());
        }
        return worst;
    }

    /** Returns the findings about one operation or resource. */
    public List<Finding> findings(String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .toList();
    }

    /** Asks every examiner; one that throws does not keep the others from answering. */
    public static Examination of(
            Policy policy, Instant at, Collection<Operation> operations, Collection<Examiner> examiners) {
        return of(policy, at, policy.window(), operations, examiners);
    }

    /** Asks every examiner about a period: those who keep several look at that one, the others at their own. */
    public static Examination of(
            Policy policy,
            Instant at,
            Window window,
            Collection<Operation> operations,
            Collection<Examiner> examiners) {
        Draft draft = new Draft(policy, window, List.copyOf(operations));
        List<String> failures = new ArrayList<>();
        for (Examiner examiner : examiners) {
            try {
                draft.examining = examiner.areas();
                examiner.examine(draft);
                draft.examined.addAll(draft.examining);
            } catch (RuntimeException | Error e) {
                failures.add(examiner.getClass().getName() + ": " + e);
            }
        }
        List<Finding> findings = new ArrayList<>(draft.findings.values());
        findings.sort(Comparator.comparing(Finding::level).reversed().thenComparing(Finding::key));
        return new Examination(
                at,
                List.copyOf(draft.readings),
                List.copyOf(findings),
                List.copyOf(failures),
                window,
                Set.copyOf(draft.examined),
                Map.copyOf(draft.areas));
    }

    /** What an examination collects while the examiners are asked. Used by one thread. */
    public static final class Draft {
        private final Policy policy;
        private final Window window;
        private final List<Operation> operations;
        private final Set<Area> examined = EnumSet.noneOf(Area.class);
        private final Map<String, Area> areas = new HashMap<>();
        private Set<Area> examining = Set.of();
        private final List<Reading> readings = new ArrayList<>();
        private final Map<String, Finding> findings = new LinkedHashMap<>();

        private Draft(Policy policy, Window window, List<Operation> operations) {
            this.policy = policy;
            this.window = window;
            this.operations = operations;
        }

        /** Returns the policy to judge by. */
        public Policy policy() {
            return policy;
        }

        /** Returns the period to look at. */
        public Window window() {
            return window;
        }

        /** Returns the operations under examination. */
        public List<Operation> operations() {
            return operations;
        }

        /**
         * Holds a value against the policy and notes it; from INFO on it is a finding too, whose kind is the name of the
         * signal. A negative, infinite or overflowing value is noted as no data, with its problem.
         *
         * @param remedy what to do when the value is beyond its line
         */
        public Reading reading(Signal signal, String subject, double value, long samples, String remedy) {
            Reading reading = Reading.of(signal, subject, value, samples, policy);
            readings.add(reading);
            if (reading.level().isAtLeast(Level.INFO)) {
                finding(ThresholdFinding.of(reading, policy.threshold(signal, subject), remedy));
            }
            return reading;
        }

        /**
         * Notes a finding; of two with the same key the worse one is kept. It is about the area of its signal, if its kind
         * is one, else about the first of those that its examiner looks at.
         */
        public void finding(Finding finding) {
            note(
                    finding,
                    Area.ofKind(finding.kind()).or(() -> examining.stream().min(Comparator.naturalOrder())));
        }

        /** Notes a finding about one of the areas that its examiner looks at. */
        public void finding(Finding finding, Area area) {
            note(finding, Optional.of(area));
        }

        private void note(Finding finding, Optional<Area> about) {
            about.ifPresent(area -> areas.put(finding.key(), area));
            findings.merge(finding.key(), finding, (one, other) -> other.level().isAtLeast(one.level()) ? other : one);
        }
    }
}
