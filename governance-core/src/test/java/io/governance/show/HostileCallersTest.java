package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import io.governance.measure.ManualTime;
import io.governance.measure.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostileCallersTest {
    private static final String PROBE = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LAST_PROBE = "GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private static final int PATIENCE_MILLIS = 20_000;

    private final ManualTime time = new ManualTime();
    private final Health health = new Health("desk", time);
    private final HealthServer server = HealthServer.builder(health, 0)
            .address(InetAddress.getLoopbackAddress())
            .time(time)
            .build();
    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        server.close();
    }

    @Test
    void twoHundredHalfOpenConnectionsDoNotStarveAProbe() throws IOException {
        for (int i = 0; i < 200; i++) {
            send(connect(), "GET /health/live HTT");
            if (i % 20 == 0) {
                assertEquals(1, answers(LAST_PROBE));
            }
        }
        assertEquals(1, answers(LAST_PROBE));
        assertTrue(server.dropped() >= 200 - ProbeLoop.CONNECTIONS, () -> "dropped " + server.dropped());
        assertEquals(0, server.failures());
    }

    @Test
    void anIdleKeptConnectionOutlivesHalfOpenOnes() throws IOException {
        Socket balancer = connect();
        send(balancer, PROBE);
        assertTrue(readHead(balancer).startsWith("HTTP/1.1 200"));
        for (int i = 0; i < 100; i++) {
            send(connect(), "GET ");
        }
        assertEquals(1, answers(LAST_PROBE));
        send(balancer, LAST_PROBE);
        assertTrue(readAll(balancer).contains("HTTP/1.1 200"));
    }

    @Test
    void whoDoesNotFinishARequestInTwoSecondsIsClosed() throws IOException {
        Socket slow = connect();
        send(slow, "GET /health");
        assertEquals(1, answers(LAST_PROBE));
        time.pass(Duration.ofSeconds(3));
        assertEquals("", readAll(slow));
        assertEquals(1, server.dropped());
    }

    @Test
    void fourPipelinedRequestsAreAnsweredInOrderThenItIsClosed() throws IOException {
        String unknown = "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n";
        String all = answer(PROBE + unknown + PROBE + unknown + PROBE + PROBE);
        List<String> codes = Pattern.compile("HTTP/1.1 (\\d+)")
                .matcher(all)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(List.of("200", "404", "200", "404"), codes);
        assertEquals(1, all.split("Connection: close", -1).length - 1);
    }

    @Test
    void aConnectionIsKeptAcrossManyRequests() throws IOException {
        Socket balancer = connect();
        for (int i = 0; i < 20; i++) {
            send(balancer, "HEAD /health/live HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertTrue(readHead(balancer).contains("Connection: keep-alive"));
        }
    }

    @Test
    void aRequestInPiecesIsAnsweredOnce() throws IOException {
        Socket socket = connect();
        socket.setTcpNoDelay(true);
        for (char c : ("\r\n" + LAST_PROBE).toCharArray()) {
            send(socket, String.valueOf(c));
        }
        assertTrue(readAll(socket).startsWith("HTTP/1.1 200"));
    }

    @Test
    void oldProbesWithoutHostAndOptionsOfTheWholeServerAreAnswered() throws IOException {
        health.markStarted();
        assertTrue(answer("OPTIONS * HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 200"));
        assertTrue(answer("GET /health/ready HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400"));
    }

    @Test
    void bodiesAndOversizedHeadsAreRefusedWithAnAnswer() throws IOException {
        String body = "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
        assertTrue(answer(body).startsWith("HTTP/1.1 400"));
        String large = "GET /health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(6_000) + "\r\n\r\n";
        assertTrue(answer(large).startsWith("HTTP/1.1 431"));
        assertEquals(1, answers(LAST_PROBE));
    }

    @Test
    void aRefusalReachesWhoIsStillSending() throws IOException {
        Socket talkative = connect();
        send(talkative, "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n");
        for (int i = 0; i < 200; i++) {
            send(talkative, "x".repeat(10_000));
        }
        assertTrue(readAll(talkative).startsWith("HTTP/1.1 400"));
    }

    @Test
    void whoNeverReadsALargeAnswerHurtsOnlyItself() throws IOException {
        List<Reading> readings = IntStream.range(0, 200)
                .mapToObj(i -> new Reading(Signal.CPU, "n" + i + "-".repeat(2_000), 0.1, 9, Level.ACCEPTABLE))
                .toList();
        health.update(new Examination(time.now(), readings, List.of(), List.of()));
        String large = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
        Socket deaf = connect();
        send(deaf, large.repeat(4) + large.repeat(4));
        for (int i = 0; i < 20; i++) {
            assertEquals(1, answers(LAST_PROBE));
        }
        String whole = answer(large.replace("Host: a", "Host: a\r\nConnection: close"));
        assertTrue(whole.endsWith("}"), "a large answer arrives whole");
        assertTrue(whole.length() > 800_000);
        assertEquals(0, server.failures());
    }

    @Test
    void resetsAndGarbageLeaveTheServerAnswering() throws IOException {
        for (int i = 0; i < 50; i++) {
            Socket rude = connect();
            send(rude, i % 2 == 0 ? PROBE : "\0\1\2garbage\r\n\r\n");
            rude.setSoLinger(true, 0);
            rude.close();
        }
        assertEquals(1, answers(LAST_PROBE));
        assertEquals(0, server.failures());
    }

    /** Each could hide a second request from a reader that understands it otherwise. */
    @Test
    void whatTwoReadersCouldUnderstandDifferentlyIsRefusedAndNothingAfterItIsAnswered() throws IOException {
        String hidden = PROBE;
        for (String smuggling : List.of(
                "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\n Transfer-Encoding: chunked\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX: b\r\n folded\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX: b\r\n\tfolded: too\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n",
                "GET /health/live HTTP/1.1\nHost: a\n\n",
                "GET /health/live HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET\t/health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /health/live HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /health/live http/1.1\r\nHost: a\r\n\r\n")) {
            String all = answer(smuggling + hidden);
            assertTrue(all.startsWith("HTTP/1.1 400"), () -> smuggling + " was answered " + all);
            assertEquals(1, all.split("HTTP/1.1 ", -1).length - 1, smuggling);
            assertTrue(all.contains("Connection: close"), all);
        }
        assertEquals(1, answers(LAST_PROBE));
        assertEquals(0, server.failures());
    }

    @Test
    void aMegabyteOfHeadersIsRefusedAfterFourKilobytes() throws IOException {
        for (String large : List.of(
                "GET /health HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(200_000) + "\r\n",
                "GET /" + "a".repeat(1_000_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")) {
            String answer = answer(large);
            assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
        }
        assertEquals(1, answers(LAST_PROBE));
    }

    @Test
    void slowBytesBuyNoTime() throws IOException {
        Socket slow = connect();
        for (int i = 0; i < 10; i++) {
            send(slow, "GET /health/live HTTP/1.1\r\nX".substring(i, i + 1));
            assertEquals(1, answers(LAST_PROBE));
            time.pass(Duration.ofMillis(190));
        }
        time.pass(Duration.ofMillis(200));
        assertEquals("", readAll(slow));
    }

    @Test
    void hostileCallersCostNoThread() throws IOException {
        long before = healthThreads();
        for (int i = 0; i < 300; i++) {
            send(connect(), "GET /");
        }
        assertEquals(1, answers(LAST_PROBE));
        assertEquals(before, healthThreads());
    }

    private static long healthThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("governance-health"))
                .count();
    }

    private int answers(String request) throws IOException {
        return answer(request).split("HTTP/1.1 200", -1).length - 1;
    }

    private String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return readAll(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        open.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        return head.toString();
    }
}
