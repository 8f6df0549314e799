package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Level;
import io.governance.measure.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final ManualTime time = new ManualTime();
    private final Health health = new Health("desk", time);

    @Test
    void isLiveButNotReadyBeforeItIsStarted() {
        assertTrue(health.isLive());
        assertFalse(health.isReady());
        assertEquals(Level.NO_DATA, health.level());
    }

    @Test
    void criticalFindingsNeitherKillNorLeaveRotation() {
        health.markStarted();
        health.update(Findings.of(time, Level.CRITICAL));
        assertTrue(health.isLive());
        assertTrue(health.isReady());
        assertEquals(Level.CRITICAL, health.level());
    }

    @Test
    void drainingIsForGoodAndLeavesTheProcessLive() {
        health.markDraining();
        health.markStarted();
        assertFalse(health.isReady());
        assertTrue(health.isLive());
    }

    @Test
    void brokenIsNeitherLiveNorReady() {
        health.markStarted();
        health.markBroken("the license is gone");
        assertFalse(health.isReady());
        assertFalse(health.isLive());
    }

    @Test
    void aHeartbeatThatStopsForSixtySecondsIsNotLive() {
        health.markStarted();
        health.update(Findings.none(time));
        time.pass(Duration.ofSeconds(59));
        assertTrue(health.isLive());
        time.pass(Duration.ofSeconds(1));
        assertFalse(health.isLive());
        assertTrue(health.isReady());
        health.update(Findings.none(time));
        assertTrue(health.isLive());
    }

    @Test
    void withoutAFirstHeartbeatNothingIsMissed() {
        time.pass(Duration.ofHours(1));
        assertTrue(health.isLive());
    }

    @Test
    void aStandstillOfTheWholeProcessIsNotSilence() {
        health.update(Findings.none(time));
        time.pass(Duration.ofSeconds(90));
        health.excuse(Duration.ofSeconds(90).toNanos());
        assertTrue(health.isLive());
        time.pass(Duration.ofSeconds(60));
        assertFalse(health.isLive());
    }
}
