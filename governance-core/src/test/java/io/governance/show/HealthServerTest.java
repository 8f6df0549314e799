package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import io.governance.measure.ManualTime;
import io.governance.measure.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final ManualTime time = new ManualTime();
    private final Health health = new Health("desk", time);
    private final HealthServer server =
            HealthServer.builder(health, 0).detailsOnThisMachine().build();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aServerWhoseHealthWasNeverUpdatedAnswers() throws Exception {
        assertEquals(200, get("/health/live").statusCode());
        assertEquals(503, get("/health/ready").statusCode());
        assertEquals(503, get("/health/started").statusCode());
        assertEquals("1", get("/health").headers().firstValue("retry-after").orElseThrow());
        assertEquals(0, server.failures());
    }

    @Test
    void anAddressThatNobodyKnowsIsRefusedInsteadOfAnsweringOnAllOfThem() {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 0);
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> HealthServer.start(health, unknown))
                        .getMessage());
        assertTrue(message.contains("nowhere.invalid"), message);
    }

    @Test
    void marksTakeEffectAtOnce() throws Exception {
        health.markStarted();
        HttpResponse<String> ready = get("/health/ready");
        assertEquals(200, ready.statusCode());
        assertEquals("no-store", ready.headers().firstValue("cache-control").orElseThrow());
        assertEquals(
                "application/health+json",
                ready.headers().firstValue("content-type").orElseThrow());
        health.markDraining();
        HttpResponse<String> draining = get("/health/ready");
        assertEquals(503, draining.statusCode());
        assertTrue(draining.headers().firstValue("retry-after").isPresent());
        assertTrue(draining.headers()
                .firstValue("x-envoy-immediate-health-check-fail")
                .isPresent());
        assertTrue(draining.body().contains("\"output\":\"draining\""), draining.body());
        assertEquals(200, get("/health/live").statusCode());
        assertEquals(200, get("/health/started").statusCode());
        health.markBroken("no license");
        assertEquals(503, get("/health/live").statusCode());
        assertEquals(200, get("/health/started").statusCode());
    }

    @Test
    void criticalIsWarnAndDegradedAndAWarningIsOnlyWarn() throws Exception {
        health.markStarted();
        time.pass(Turnstile.GRACE);
        for (int i = 0; i < 3; i++) {
            health.update(Findings.of(time, Level.CRITICAL));
        }
        HttpResponse<String> critical = get("/health/ready");
        assertEquals(200, critical.statusCode());
        assertTrue(critical.body().contains("\"status\":\"warn\""), critical.body());
        assertTrue(critical.headers().firstValue("x-envoy-degraded").isPresent());
        for (int i = 0; i < 5; i++) {
            health.update(Findings.of(time, Level.WARNING));
        }
        assertTrue(get("/health/ready").body().contains("\"status\":\"warn\""));
        assertFalse(
                get("/health/ready").headers().firstValue("x-envoy-degraded").isPresent());
        health.update(Findings.of(time, Level.INFO));
        assertTrue(get("/health/ready").body().contains("\"status\":\"pass\""));
    }

    @Test
    void aStoppedHeartbeatFailsLivenessThroughTheServerToo() throws Exception {
        health.markStarted();
        health.update(Findings.of(time, Level.ACCEPTABLE));
        time.pass(Duration.ofSeconds(61));
        assertEquals(503, get("/health/live").statusCode());
        HttpResponse<String> ready = get("/health/ready");
        assertEquals(200, ready.statusCode());
        assertTrue(ready.body().contains("nothing has been examined"), ready.body());
    }

    @Test
    void localCallersSeeEveryCheckWithItsRemedy() throws Exception {
        health.markStarted();
        Finding finding = Findings.finding("orders", Level.CRITICAL);
        health.update(new Examination(
                time.now(),
                List.of(
                        new Reading(Signal.ERROR_RATE, "orders", 0.02, 500, Level.CRITICAL),
                        new Reading(Signal.RESPONSE_TIME, "orders", Double.NaN, 3, Level.NO_DATA)),
                List.of(
                        finding,
                        new Finding("N_PLUS_ONE", "orders", Level.WARNING, "41 \"more\"", null, Map.of(), "join")),
                List.of("an examiner failed")));
        String body = get("/health").body();
        for (String part : List.of(
                "\"serviceId\":\"desk\"",
                "\"level\":\"CRITICAL\"",
                "\"notes\":[\"an examiner failed\"]",
                "\"orders:N_PLUS_ONE\":[{",
                "\"output\":\"41 \\\"more\\\"\"",
                "\"orders:error-rate\":[{",
                "\"observedValue\":0.02",
                "\"status\":\"fail\"",
                "\"remedy\":\"look at the errors\"",
                "\"orders:response-time\":[{")) {
            assertTrue(body.contains(part), () -> part + " is missing in " + body);
        }
        assertFalse(body.contains("NaN"), body);
        assertEquals(1, body.split("error rate of orders", -1).length - 1, "a threshold's finding is shown once");
    }

    @Test
    void callersFromElsewhereSeeTheStatusOnly() throws Exception {
        health.markStarted();
        health.update(Findings.of(time, Level.CRITICAL));
        HttpRequest forwarded =
                request("/health").header("X-Forwarded-For", "203.0.113.9").build();
        assertEquals(
                "{\"status\":\"warn\"}",
                client.send(forwarded, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void manyChecksAreCutAndCounted() throws Exception {
        List<Reading> readings = IntStream.range(0, 250)
                .mapToObj(i -> new Reading(Signal.CPU, "node-" + i, 0.1, 100, Level.ACCEPTABLE))
                .collect(Collectors.toList());
        readings.add(new Reading(Signal.CPU, "worst", 0.99, 100, Level.CRITICAL));
        health.update(new Examination(time.now(), readings, List.of(), List.of()));
        String body = get("/health").body();
        assertTrue(body.contains("51 checks are not shown"), body);
        assertTrue(body.contains("\"worst:cpu\""), body);
    }

    @Test
    void headHasTheSameHeadersAndNoBody() throws Exception {
        for (String path : List.of("/health", "/health/live", "/nowhere")) {
            HttpResponse<String> get = get(path);
            HttpResponse<String> head = client.send(
                    request(path)
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(get.statusCode(), head.statusCode());
            assertEquals(get.headers().map(), head.headers().map());
            assertEquals("", head.body());
        }
    }

    @Test
    void otherMethodsAreRefusedWithThoseAllowed() throws Exception {
        HttpResponse<String> delete =
                client.send(request("/health").DELETE().build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(405, delete.statusCode());
        assertEquals("GET, HEAD, OPTIONS", delete.headers().firstValue("allow").orElseThrow());
        assertEquals(404, get("/").statusCode());
    }

    @Test
    void aPortInUseIsNamedWithTheRemedyAndNothingLeaks() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            long before = healthThreads();
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> HealthServer.start(health, port));
            assertTrue(refused.toString().contains("port " + port), refused.toString());
            assertTrue(refused.toString().contains("start the server on another one"), refused.toString());
            assertEquals(before, healthThreads());
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> HealthServer.start(health, 70_000))
                .toString()
                .contains("70000"));
    }

    @Test
    void aClosedServerFreesItsPort() throws IOException {
        int port = server.port();
        server.close();
        server.close();
        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(port, again.getLocalPort());
        }
        assertEquals(0, server.failures());
    }

    private static long healthThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("governance-health"))
                .count();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
    }
}
