package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.ManualTime;
import io.governance.measure.Time;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DrainingTest {
    private final ManualTime time = new ManualTime();
    private final Health health = new Health("desk", time);

    /** A process that drains when it is told to stop. */
    static final class Draining {
        private Draining() {}

        public static void main(String[] arguments) throws InterruptedException {
            Health health = new Health("draining", Time.system());
            HealthServer server = HealthServer.builder(health, 0).agentPort(0).build();
            health.markStarted();
            Runnable unused = health.drainOnShutdown(Duration.ofMillis(Long.parseLong(arguments[0])));
            System.out.println(server.port() + " " + server.agentPort());
            Thread.sleep(Duration.ofMinutes(2).toMillis());
        }
    }

    private static String get(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void drainingIsToldInEveryWayAtOnceAndLiveStays() throws IOException {
        try (HealthServer server = HealthServer.start(health, 0)) {
            health.markStarted();
            health.drain(Duration.ofMillis(1));
            String ready = get(server.port(), "/health/ready");
            assertTrue(ready.startsWith("HTTP/1.1 503"), ready);
            assertTrue(ready.contains("x-envoy-immediate-health-check-fail: true\r\n"), ready);
            assertTrue(ready.contains("Connection: close\r\n"), ready);
            assertTrue(get(server.port(), "/health/live").startsWith("HTTP/1.1 200"));
            assertTrue(get(server.port(), "/health/started").startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void drainingIsNotFoundForWhoTakesThatForASoftStopAndBrokenIsStill503() throws IOException {
        try (HealthServer server =
                HealthServer.builder(health, 0).notFoundWhileDraining().build()) {
            assertTrue(get(server.port(), "/health/ready").startsWith("HTTP/1.1 503"), "not started yet");
            health.markStarted();
            health.markDraining();
            String ready = get(server.port(), "/health/ready");
            assertTrue(ready.startsWith("HTTP/1.1 404"), ready);
            assertTrue(ready.contains("x-envoy-immediate-health-check-fail: true\r\n"), ready);
            assertTrue(get(server.port(), "/health/live").startsWith("HTTP/1.1 200"));
            health.markBroken("over");
            assertTrue(get(server.port(), "/health/ready").startsWith("HTTP/1.1 503"));
        }
    }

    @Test
    void whoIsDrainingMayStopItsHeartbeat() {
        health.markStarted();
        health.update(Findings.none(time));
        health.markDraining();
        time.pass(Duration.ofHours(1));
        assertTrue(health.isLive());
    }

    @Test
    void anInterruptEndsTheWaitingAndIsKept() {
        Thread.currentThread().interrupt();
        health.drain(Duration.ofDays(1));
        assertTrue(Thread.interrupted());
        assertFalse(health.isReady());
    }

    @Test
    void aProcessThatIsToldToStopGoesOnAnsweringWhileItDrains() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Draining.class.getName(),
                        "60000")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String[] ports = String.valueOf(out.readLine()).split(" ", -1);
            int port = Integer.parseInt(ports[0]);
            assertTrue(get(port, "/health/ready").startsWith("HTTP/1.1 200"));
            process.destroy();
            String ready = get(port, "/health/ready");
            for (int i = 0; i < 600 && !ready.startsWith("HTTP/1.1 503"); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
                ready = get(port, "/health/ready");
            }
            assertTrue(ready.startsWith("HTTP/1.1 503"), ready);
            assertTrue(get(port, "/health/live").startsWith("HTTP/1.1 200"));
            try (Socket agent = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(ports[1]))) {
                assertEquals("drain\n", new String(agent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            }
            assertTrue(process.isAlive(), "it still drains");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aHookThatIsTakenBackIsGone() {
        Runnable takeBack = health.drainOnShutdown(Duration.ofSeconds(1));
        takeBack.run();
        takeBack.run();
        assertTrue(health.isLive());
    }
}
