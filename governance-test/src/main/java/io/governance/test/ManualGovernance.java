package io.governance.test;

import io.governance.Governance;
import io.governance.GovernanceBuilder;
import io.governance.measure.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A governance without threads whose time a test moves by hand, so that five minutes of judging take milliseconds.
 *
 * <pre>{@code
 * ManualGovernance manual = ManualGovernance.start();
 * Operation dashboard = manual.governance().operation("customer.dashboard");
 * dashboard.run(() -> manual.advance(Duration.ofSeconds(6)));   // a call of six seconds
 * manual.advance(Duration.ofMinutes(1));                        // collected, judged
 * manual.governance().examine().findings();                     // critical: response time
 * }</pre>
 *
 * <p>Both clocks stand still between two calls of {@link #advance}. All periodic work runs on the thread that advances,
 * in the order of its due times, to within 50 ms. Environment variables of the machine have no influence. Thread-safe.
 */
public final class ManualGovernance implements AutoCloseable {
    private static final long STEP_NANOS = 50_000_000;
    private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");

    private final ManualTime time;
    private final Governance governance;

    private ManualGovernance(Builder settings) {
        time = new ManualTime(settings.start);
        GovernanceBuilder builder = Governance.builder().environment(Map.of());
        settings.lines.accept(builder);
        governance = builder.time(time).manual().build();
    }

    /** Starts one with the protocol's policy and a store in memory, on 2027-01-01 at midnight UTC. */
    public static ManualGovernance start() {
        return builder().build();
    }

    /** Returns a builder that starts with what {@link #start} gives. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the governance whose time stands still. */
    public Governance governance() {
        return governance;
    }

    /** Returns the clocks, for whatever else shall follow them. */
    public Time time() {
        return time;
    }

    /**
     * Lets time pass: moves the clocks in steps of at most 50 ms and runs after each what is due by then. A duration of
     * zero runs what is due now.
     *
     * @throws IllegalArgumentException when the duration is negative; both clocks only go forward
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "found a duration of " + duration + ", expected zero or more: both clocks only go forward");
        }
        long left = duration.toNanos();
        do {
            long step = Math.min(left, STEP_NANOS);
            time.move(step);
            left -= step;
            governance.step();
        } while (left > 0);
    }

    /** Closes the governance and its store. */
    @Override
    public void close() {
        governance.close();
    }

    /** What differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private Instant start = START;
        private Consumer<GovernanceBuilder> lines = unchanged -> {};

        private Builder() {}

        /** Sets the wall clock at the start. */
        public Builder startingAt(Instant instant) {
            start = instant;
            return this;
        }

        /** Changes policy, store, meters or node of the governance; its clocks stay the manual ones. */
        public Builder settings(Consumer<GovernanceBuilder> changes) {
            lines = changes;
            return this;
        }

        /**
         * Starts the governance.
         *
         * @throws IllegalArgumentException when the settings contradict each other, see {@link GovernanceBuilder#build}
         */
        public ManualGovernance build() {
            return new ManualGovernance(this);
        }
    }
}
