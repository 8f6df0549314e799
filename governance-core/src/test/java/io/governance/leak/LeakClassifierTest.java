package io.governance.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Level;
import io.governance.leak.LeakVerdict.Kind;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Courses without noise, each with the one verdict that fits. */
class LeakClassifierTest {
    private static final double MEGABYTE = 1 << 20;
    private static final long LIMIT = 400 << 20;

    @Test
    void nothingIsSaidWithoutSamples() {
        LeakVerdict verdict = LeakClassifier.classify(LiveSets.empty(LIMIT), nanos(100));
        assertEquals(Kind.NO_EVIDENCE, verdict.kind());
        assertEquals(Level.NO_DATA, verdict.kind().level());
        assertTrue(verdict.summary().contains("not the same as no leak"), verdict.summary());
    }

    @Test
    void nothingIsSaidWhenTheLastSampleIsThreeDaysOld() {
        LiveSets sets = course(100, hour -> 100 + hour);
        assertEquals(Kind.LEAK, LeakClassifier.classify(sets, nanos(101)).kind());
        assertEquals(Kind.NO_EVIDENCE, LeakClassifier.classify(sets, nanos(173)).kind());
    }

    @Test
    void whatStaysIsStationary() {
        assertEquals(Kind.STATIONARY, verdict(72, hour -> 100 + hour % 2).kind());
    }

    @Test
    void aHeapThatFallsBackToTheSameLiveSetIsASawtooth() {
        LiveSets sets = LiveSets.empty(LIMIT);
        for (int hour = 0; hour < 60; hour++) {
            sets = sets.with(new LiveSets.Sample(
                    nanos(hour + 0.5), (long) (100 * MEGABYTE), (long) ((250 + hour % 3) * MEGABYTE)));
        }
        LeakVerdict verdict = LeakClassifier.classify(sets, nanos(60));
        assertEquals(Kind.SAWTOOTH, verdict.kind());
        assertTrue(verdict.summary().contains("rises to 251 MB"), verdict.summary());
    }

    @Test
    void aLiveSetThatClimbsAndFallsBackIsASawtooth() {
        assertEquals(Kind.SAWTOOTH, verdict(72, hour -> 100 + 10 * (hour % 7)).kind());
    }

    @Test
    void steadyGrowthIsGrowthAtFirstAndALeakAfterTwoDaysAndAHalf() {
        LiveSets sets = course(80, hour -> 100 + hour);
        assertEquals(Kind.GROWTH, LeakClassifier.classify(sets, nanos(20)).kind());
        assertEquals(Kind.GROWTH, LeakClassifier.classify(sets, nanos(58)).kind());
        LeakVerdict verdict = LeakClassifier.classify(sets, nanos(60));
        assertEquals(Kind.LEAK, verdict.kind());
        assertEquals(MEGABYTE, verdict.bytesPerHour(), 0.05 * MEGABYTE);
        assertEquals(60, verdict.samples());
        LeakVerdict.TimeLeft left = left(verdict);
        assertEquals(241, left.likelyHours(), 10);
        assertTrue(left.soonestHours() <= left.likelyHours() && left.likelyHours() <= left.latestHours());
    }

    @Test
    void aLeakIsSeenThroughALoadThatFollowsTheDay() {
        Course course = hour -> 100 + 20 * Math.sin(hour * Math.PI / 12) + hour;
        assertEquals(Kind.LEAK, verdict(90, course).kind());
        assertEquals(Kind.DIURNAL, verdict(90, hour -> course.at(hour) - hour).kind());
    }

    @Test
    void aFillingCacheIsFillingAndItsEndIsEstimated() {
        LeakVerdict verdict = verdict(40, hour -> 100 + 80 * (1 - Math.exp(-hour / 15)));
        assertEquals(Kind.FILLING, verdict.kind());
        assertTrue(
                verdict.summary().contains("end at about 17")
                        || verdict.summary().contains("end at about 18"),
                verdict.summary());
        assertNull(verdict.timeLeft());
    }

    @Test
    void aDeploymentIsAStep() {
        LeakVerdict verdict = verdict(72, hour -> hour < 50 ? 100 : 130);
        assertEquals(Kind.STEP, verdict.kind());
        assertTrue(verdict.summary().contains("by 30 MB about 22 h ago"), verdict.summary());
    }

    @Test
    void exhaustionIsAnnouncedHoursBefore() {
        LiveSets sets = course(20, hour -> 100 + 20 * hour);
        int hour = 1;
        while (LeakClassifier.classify(sets, nanos(hour)).kind() != Kind.EXHAUSTION) {
            hour++;
        }
        assertTrue(hour <= 10, "announced at hour " + hour + ", full at 15");
        LeakVerdict verdict = LeakClassifier.classify(sets, nanos(hour));
        assertEquals(15 - hour, left(verdict).likelyHours(), 1);
    }

    @Test
    void aDayThatComesCloseToTheLimitIsNoExhaustionOnceADayWasSeen() {
        Course course = hour -> 260 + 100 * Math.sin(hour * Math.PI / 12);
        for (int hour = 48; hour < 120; hour++) {
            assertEquals(
                    Kind.DIURNAL,
                    LeakClassifier.classify(course(hour, course), nanos(hour)).kind(),
                    "hour " + hour);
        }
    }

    @Test
    void aClaimStaysForTwelveHoursAfterTheGrowthEnds() {
        Course course = hour -> 100 + Math.min(hour, 70);
        LiveSets sets = course(140, course);
        assertEquals(Kind.LEAK, LeakClassifier.classify(sets, nanos(75)).kind());
        assertTrue(LeakClassifier.classify(sets, nanos(110)).kind() != Kind.LEAK);
    }

    @Test
    void sixRareCollectionsThatEachLeaveMoreAreALeak() {
        LiveSets sets = LiveSets.empty(LIMIT);
        for (int i = 0; i < 6; i++) {
            sets = sets.with(new LiveSets.Sample(nanos(15 * i), (long) ((100 + 15 * i) * MEGABYTE), 0));
        }
        assertEquals(Kind.LEAK, LeakClassifier.classify(sets, nanos(88)).kind());
    }

    private interface Course {
        double at(double hour);
    }

    private static LeakVerdict.TimeLeft left(LeakVerdict verdict) {
        return Objects.requireNonNull(verdict.timeLeft(), verdict::summary);
    }

    private static LeakVerdict verdict(int hours, Course course) {
        return LeakClassifier.classify(course(hours, course), nanos(hours));
    }

    private static LiveSets course(int hours, Course course) {
        LiveSets sets = LiveSets.empty(LIMIT);
        for (int hour = 0; hour < hours; hour++) {
            sets = sets.with(new LiveSets.Sample(nanos(hour + 0.5), (long) (course.at(hour) * MEGABYTE), 0));
        }
        return sets;
    }

    private static long nanos(double hours) {
        return (long) (hours * Duration.ofHours(1).toNanos());
    }
}
