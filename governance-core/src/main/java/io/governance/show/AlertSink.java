package io.governance.show;

import io.governance.measure.Time;
import java.net.URI;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/**
 * Where alerts go: when one fires, becomes more urgent, is taken, given back, overdue or resolved, and never merely
 * because it still holds.
 *
 * <p>Called from a thread that belongs to this sink alone, so it may wait: nothing else of the library or of the
 * application waits for it. A hundred notifications wait for a slow one, what is beyond is dropped and counted. What it
 * throws is counted and has no other effect.
 */
@FunctionalInterface
public interface AlertSink {
    /** Sends one notification: alerts that have just changed, grouped, or a summary of what was held back. */
    void send(Notification notification);

    /** Returns a sink that logs to {@code io.governance.alerts}: critical and overdue as error, warning as warn. */
    static AlertSink slf4j() {
        return new LoggingSink(LoggerFactory.getLogger("io.governance.alerts"));
    }

    /**
     * Returns a sink that posts JSON to an address, signed so that the receiver can tell that it is genuine and new.
     *
     * <p>{@code Governance-Timestamp} has the seconds since 1970, {@code Governance-Signature} has {@code v1=} and, in
     * lower-case hexadecimal, HMAC-SHA256 with the secret over the timestamp, a full stop and the body. A receiver
     * computes the same, compares in constant time, refuses timestamps more than five minutes from its own clock, and
     * remembers for that long the {@code id} in the body: it stays the same when a delivery is repeated, and nobody else
     * can change it. Any status from 200 to 299 means received. No answer within ten seconds, 408, 429 and 5xx are
     * retried up to seven times with a growing, random pause (a {@code Retry-After} of up to a minute is respected);
     * other answers and the eighth failure give up, which is counted.
     *
     * @param receiver an http or https address
     * @param secret known to both sides; at least 16 characters
     * @throws IllegalArgumentException with all that is wrong with the two
     */
    static AlertSink webhook(URI receiver, String secret) {
        return new Webhook(receiver, secret, Time.system(), RandomGenerator.getDefault(), Webhook.Pauses.STANDARD);
    }
}
