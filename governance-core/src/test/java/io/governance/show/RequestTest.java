package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final Terms CLOSED = new Terms(false, null, false, false);
    private static final Terms LOCAL = new Terms(true, null, false, false);

    private final Page page = Page.render(Condition.initial("desk").started(), Instant.EPOCH);

    @Test
    void everyHealthPathIsFoundWithQueryAndInAbsoluteForm() {
        assertSame(page.answer(Endpoint.READY, false, false), remote("GET /health/ready HTTP/1.0"));
        assertSame(page.answer(Endpoint.HEALTH, false, false), remote("GET /health?verbose HTTP/1.0"));
        assertSame(page.answer(Endpoint.LIVE, false, false), remote("GET http://desk:81/health/live HTTP/1.0"));
        assertSame(page.answer(Endpoint.READY, false, false), remote("OPTIONS * HTTP/1.0"));
    }

    @Test
    void unknownPathsAndMethodsAreToldApart() {
        assertSame(Answer.NOT_FOUND, remote("GET / HTTP/1.0"));
        assertSame(Answer.NOT_FOUND, remote("GET * HTTP/1.0"));
        assertSame(Answer.NOT_FOUND, remote("GET http:// HTTP/1.0"));
        assertSame(Answer.METHOD_NOT_ALLOWED, remote("DELETE /health HTTP/1.0"));
    }

    @Test
    void whatIsNoProbeIsRefused() {
        for (String bad : List.of(
                "GET /health HTTP/1.1",
                "GET /health HTTP/1.1\r\nHost: a\r\nHost: b",
                "GET /health HTTP/1.0\r\nContent-Length: 3",
                "GET /health HTTP/1.0\r\nTransfer-Encoding: chunked",
                "GET /health HTTP/1.0\r\nno colon",
                "GET /health HTTP/1.0\r\nHost : a",
                "GET  /health HTTP/1.0",
                "hello")) {
            assertSame(Answer.BAD_REQUEST, remote(bad), bad);
        }
        assertSame(Answer.VERSION_NOT_SUPPORTED, remote("GET /health HTTP/2.0"));
    }

    @Test
    void connectionsAreKeptAsTheVersionSays() {
        assertTrue(parse("GET / HTTP/1.1\r\nHost: a").isPersistent());
        assertFalse(parse("GET / HTTP/1.1\r\nHost: a\r\nConnection: close").isPersistent());
        assertFalse(parse("GET / HTTP/1.0").isPersistent());
        assertTrue(parse("GET / HTTP/1.0\r\nConnection: Keep-Alive").isPersistent());
    }

    @Test
    void aLocalProxyThatSpeaksForOthersGetsNoDetails() {
        Request direct = parse("GET /health HTTP/1.0");
        Request forwarded = parse("GET /health HTTP/1.0\r\nX-Forwarded-For: 203.0.113.9");
        assertSame(page.answer(Endpoint.HEALTH, true, false), direct.answer(page, LOCAL, true));
        assertSame(page.answer(Endpoint.HEALTH, false, false), forwarded.answer(page, LOCAL, true));
    }

    @Test
    void noBytesWhateverMakeParsingFail() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            String alphabet = "GET /health HTTP/1.0\r\n:a\0\u00ff*?";
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
            int end = Request.end(bytes, 0, bytes.length);
            assertTrue(end <= bytes.length, () -> "seed " + seed);
            Request.parse(bytes, 0, bytes.length).answer(page, LOCAL, true);
        }
    }

    private Answer remote(String head) {
        return parse(head).answer(page, CLOSED, true);
    }

    private static Request parse(String head) {
        byte[] bytes = ("x" + head + "\r\n\r\nrest").getBytes(StandardCharsets.ISO_8859_1);
        int end = Request.end(bytes, 1, bytes.length);
        assertEquals(bytes.length - "rest".length(), end);
        Request request = Request.parse(bytes, 1, end);
        return request;
    }
}
