package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Level;
import io.governance.measure.ManualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentCheckTest {
    private final ManualTime time = new ManualTime();
    private final Health health = new Health("desk", time);
    private final HealthServer server =
            HealthServer.builder(health, 0).agentPort(0).time(time).build();

    @AfterEach
    void close() {
        server.close();
    }

    private String ask(String said) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.agentPort())) {
            socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void everyStateIsOneWholeLine() throws IOException {
        assertEquals("down #starting\n", ask(""));
        health.markStarted();
        assertEquals("up ready 100%\n", ask(""));
        time.pass(Turnstile.GRACE);
        for (int i = 0; i < 30; i++) {
            time.pass(Duration.ofSeconds(1));
            health.update(Findings.of(time, Level.CRITICAL));
        }
        assertEquals("up ready 50%\n", ask(""));
        health.markDraining();
        assertEquals("drain\n", ask(""));
        health.markBroken("reason, with\nlines # and 0%");
        assertEquals("down #broken\n", ask(""));
    }

    @Test
    void itAnswersWhetherOrNotTheAgentSaysSomething() throws IOException {
        health.markStarted();
        assertEquals("up ready 100%\n", ask("hello\n"));
        assertEquals("up ready 100%\n", ask("x".repeat(2_000)));
        assertEquals(0, server.failures());
    }

    @Test
    void theAgentPortIsForThisMachineOnlyUnlessSaidOtherwise() throws IOException {
        for (InetAddress other :
                InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!other.isLoopbackAddress()) {
                assertThrows(IOException.class, () -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(other, server.agentPort()), 2_000);
                    }
                });
            }
        }
        InetAddress everywhere = new InetSocketAddress(0).getAddress();
        try (HealthServer open =
                HealthServer.builder(health, 0).agentPort(everywhere, 0).build()) {
            assertTrue(open.agentPort() > 0);
        }
    }

    @Test
    void callersThatSendNothingDoNotStarveTheAgentCheck() throws IOException {
        health.markStarted();
        Socket[] idle = new Socket[150];
        for (int i = 0; i < idle.length; i++) {
            idle[i] = new Socket(InetAddress.getLoopbackAddress(), server.port());
        }
        assertEquals("up ready 100%\n", ask(""));
        for (Socket socket : idle) {
            socket.close();
        }
        assertEquals(0, server.failures());
    }

    @Test
    void anAgentPortInUseIsNamedAndNothingIsLeftOpen() throws IOException {
        int port = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class,
                    () -> HealthServer.builder(health, port)
                            .agentPort(taken.getLocalPort())
                            .build());
            assertTrue(refused.toString().contains("port " + taken.getLocalPort()), refused.toString());
            try (ServerSocket again = new ServerSocket(port)) {
                assertEquals(port, again.getLocalPort());
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    @Test
    void whatIsWrongWithTheSettingsIsSaidAtOnce() {
        String refused = assertThrows(
                        IllegalArgumentException.class,
                        () -> HealthServer.builder(health, -1)
                                .agentPort(70_000)
                                .detailsFor("short")
                                .build())
                .toString();
        for (String part : new String[] {"port: found -1", "agent port: found 70000", "token: found 5 characters"}) {
            assertTrue(refused.contains(part), refused);
        }
        try (HealthServer without = HealthServer.start(health, 0)) {
            assertThrows(IllegalStateException.class, without::agentPort);
        }
    }
}
