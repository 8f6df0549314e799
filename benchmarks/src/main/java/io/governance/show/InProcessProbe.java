package io.governance.show;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;

/** What the health server does with the bytes of a probe, without the socket. In this package to reach it. */
@NullMarked
public final class InProcessProbe {
    private static final byte[] PROBE =
            "GET /health/ready HTTP/1.1\r\nHost: health\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Health health;
    private final Terms terms = new Terms(true, null, false, false);

    /** Makes a prober of a health. */
    public InProcessProbe(Health health) {
        this.health = health;
    }

    /** Returns the head of the answer. */
    public ByteBuffer answer() {
        return Request.parse(PROBE, 0, Request.end(PROBE, 0, PROBE.length))
                .answer(health.page(), terms, true)
                .head(false);
    }
}
