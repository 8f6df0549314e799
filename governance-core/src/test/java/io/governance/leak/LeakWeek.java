package io.governance.leak;

import io.governance.leak.LeakVerdict.Kind;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * One simulated week of one instance: collections of the old generation at irregular times, each a sample, the
 * classifier asked at every hour, until the week ends or the heap is full.
 *
 * @param leakHour hour of the first claim of a leak; {@code NaN} when there was none
 * @param exhaustionHour hour of the first claim that the limit is near; {@code NaN} when there was none
 * @param fullHour hour at which the limit was reached; {@code NaN} when it was not
 * @param isRangeRight whether the heap, had it gone on, was full within the range that the first claim of a leak gave
 */
public record LeakWeek(double leakHour, double exhaustionHour, double fullHour, boolean isRangeRight) {
    static final int HOURS = 7 * 24;
    private static final double LIMIT = 4;
    private static final double UNIT = 100_000_000;

    /** Runs a week. */
    public static LeakWeek run(LeakScenario scenario, LeakNoise noise, SplittableRandom random) {
        LeakScenario.Course course = scenario.course(random);
        LiveSets sets = LiveSets.empty((long) (LIMIT * UNIT));
        double cycle = scenario.isSparse() ? Double.NaN : random.nextDouble(0.25, 1.5);
        double sawtooth = random.nextDouble(0.05, 0.4);
        double level = random.nextGaussian();
        double before = 0;
        double next = gap(cycle, random);
        double leak = Double.NaN;
        double exhaustion = Double.NaN;
        double full = Double.NaN;
        boolean isRangeRight = false;
        for (int hour = 1; hour <= HOURS && Double.isNaN(full); hour++) {
            while (next < hour && Double.isNaN(full)) {
                double kept = Math.pow(noise.perMinute, 60 * (next - before));
                level = kept * level + Math.sqrt(1 - kept * kept) * random.nextGaussian();
                before = next;
                if (course.at(next) >= LIMIT) {
                    full = next;
                } else {
                    // A collection leaves up to a tenth of what had gathered.
                    double left = sawtooth * random.nextDouble(0.1);
                    double live = course.at(next) * (1 + noise.deviation * level) + left;
                    sets = sets.with(new LiveSets.Sample(nanos(next), (long) (live * UNIT), 0));
                    next += gap(cycle, random);
                }
            }
            LeakVerdict verdict = LeakClassifier.classify(sets, nanos(hour));
            if (verdict.kind() == Kind.LEAK && Double.isNaN(leak)) {
                leak = hour;
                isRangeRight = isRight(verdict, course, hour);
            }
            if (verdict.kind() == Kind.EXHAUSTION && Double.isNaN(exhaustion)) {
                exhaustion = hour;
            }
        }
        return new LeakWeek(leak, exhaustion, full, isRangeRight);
    }

    private static double gap(double cycle, SplittableRandom random) {
        return Double.isNaN(cycle) ? random.nextDouble(8, 30) : cycle * random.nextDouble(0.7, 1.3);
    }

    private static boolean isRight(LeakVerdict verdict, LeakScenario.Course course, double now) {
        double until = now;
        while (course.at(until) < LIMIT && until < now + 10_000) {
            until++;
        }
        LeakVerdict.TimeLeft left = verdict.timeLeft();
        return left != null && left.soonestHours() - 1 <= until - now && until - now <= left.latestHours() + 1;
    }

    private static long nanos(double hours) {
        return (long) (hours * Duration.ofHours(1).toNanos());
    }
}
