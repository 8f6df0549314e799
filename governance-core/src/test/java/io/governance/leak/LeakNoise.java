package io.governance.leak;

/** What lies on top of the course of a live set: first order autoregressive, by the minute. */
public enum LeakNoise {
    /** Standard deviation 1.5 %, correlated over some ten minutes. */
    USUAL(0.015, 0.9),
    /** Standard deviation 2.5 %, correlated over some hours. */
    SLOW(0.025, 0.99);

    final double deviation;
    final double perMinute;

    LeakNoise(double deviation, double perMinute) {
        this.deviation = deviation;
        this.perMinute = perMinute;
    }
}
