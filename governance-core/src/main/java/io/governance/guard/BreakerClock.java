package io.governance.guard;

import io.governance.measure.Time;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Lets the circuit breaker wait by our monotonic clock, so that a jump of the wall clock neither opens nor closes it. */
final class BreakerClock extends Clock {
    private final Time time;

    BreakerClock(Time time) {
        this.time = time;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(time.nanos());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
