package io.governance.examples.demo;

import io.governance.flags.Rollout;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The demo's own settings. It has minutes where an application has days, so warm-up, steps, margins and soak are
 * smaller than the library's defaults; they are printed.
 *
 * @param scale TPC-H scale factor
 * @param callsPerSecond arrivals of the open-model load; fewer where the machine cannot serve them with ease
 * @param compared inputs compared in SHADOW
 * @param period how long a measurement under load takes
 * @param sabotage which mechanism is switched off
 * @param folder where report and pages are written
 */
record DemoSettings(double scale, int callsPerSecond, int compared, Duration period, Sabotage sabotage, Path folder) {
    static final String BUILD = "demo";
    static final Duration ACCEPTABLE = Duration.ofMillis(1_500);
    static final Duration SOAK = Duration.ofSeconds(5);
    private static final Duration SLICE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PATIENCE_WITH_SABOTAGE = Duration.ofSeconds(20);

    /** With more the machine would have nothing left for the second side of a swap. */
    private static final double SHARE_OF_CAPACITY = 0.5;

    /** With less than this share of the load that was asked for, the judge starves within a demo's patience. */
    private static final double LEAST_SHARE_OF_LOAD = 0.2;

    /** Before the index is there the legacy side is slow, and a new process cold. */
    private static final double SHARE_AT_FIRST = 0.3;

    /** The load before anything was improved. */
    int callsPerSecondAtFirst() {
        return (int) Math.max(1, SHARE_AT_FIRST * callsPerSecond);
    }

    /** The load that a machine serves with ease which can serve so many calls a second. */
    int callsPerSecond(double capacity) {
        int bearable = (int) Math.max(LEAST_SHARE_OF_LOAD * callsPerSecond, SHARE_OF_CAPACITY * capacity);
        return Math.min(callsPerSecond, bearable);
    }

    /** Steps small enough for a demo; with rollback sabotaged, no evidence is ever enough. */
    Rollout rollout() {
        Rollout.Builder builder = Rollout.builder()
                .baseline(500)
                .shadow(compared, 1.0, 0.25)
                .canary(0.10)
                .ramp(0.50)
                .bake(0.99, SOAK)
                .minimum(100, Duration.ofSeconds(2))
                .sliceLength(SLICE)
                .warmUp(100, Duration.ofSeconds(30))
                .errorMargin(0.005)
                .attempts(3, Duration.ofMillis(100))
                .buildId(BUILD);
        return sabotage == Sabotage.ROLLBACK ? builder.alpha(1e-300).build() : builder.build();
    }

    /** How long a stage is waited for; with sabotage, what one waits for will not come. */
    Duration patience() {
        return sabotage == Sabotage.NONE ? PATIENCE : PATIENCE_WITH_SABOTAGE;
    }

    String inWords() {
        return "baseline 500 calls (library: 1,000), shadow " + compared
                + " compared inputs (5,000), pairs 25 % (10 %), canary 10 % (1 %), ramp 50 %"
                + " (5, 10, 25, 50 %), minimum 100 calls and 2 s a step (500, 10 min), warm-up 100 calls or 30 s (2,000 or 10 min), 0.1 s between attempts (10 min), error"
                + " margin 0.5 points (0.1), slices of " + SLICE.toSeconds() + " s (1 h), soak " + SOAK.toSeconds()
                + " s (24 h: the clock is compressed)";
    }
}
