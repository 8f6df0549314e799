package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.ManualTime;
import io.governance.settings.BearerToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DetailsTest {
    private static final String TOKEN = "0123456789abcdef-secret";

    private final Health health = new Health("desk", new ManualTime());

    private static String get(HealthServer server, String path, String... fields) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        for (String field : fields) {
            request += field + "\r\n";
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean hasDetails(String answer) {
        return answer.contains("serviceId");
    }

    @Test
    void aServerForEveryAddressShowsDetailsToNobody() throws IOException {
        try (HealthServer server = HealthServer.start(health, 0)) {
            assertFalse(hasDetails(get(server, "/health")));
        }
    }

    @Test
    void aServerForThisMachineShowsThemUnlessTheRequestCameFromElsewhere() throws IOException {
        try (HealthServer server = HealthServer.builder(health, 0)
                .address(InetAddress.getLoopbackAddress())
                .build()) {
            assertTrue(hasDetails(get(server, "/health")));
            for (String sign : new String[] {"X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1", "Via: 1.1 a"}) {
                assertFalse(hasDetails(get(server, "/health", sign)), sign);
            }
        }
    }

    @Test
    void theTokenOpensThemFromAnywhereAndNothingElseDoes() throws IOException {
        try (HealthServer server =
                HealthServer.builder(health, 0).detailsFor(TOKEN).build()) {
            assertTrue(hasDetails(get(server, "/health", "Authorization: Bearer " + TOKEN)));
            assertTrue(hasDetails(
                    get(server, "/health", "authorization: bearer " + TOKEN, "X-Forwarded-For: 203.0.113.9")));
            for (String wrong : new String[] {
                "Authorization: Bearer " + TOKEN + "x",
                "Authorization: Bearer " + TOKEN.substring(1),
                "Authorization: Bearer ",
                "Authorization: Basic " + TOKEN,
                "Authorization: " + TOKEN,
                "X-Forwarded-For: 127.0.0.1",
            }) {
                String answer = get(server, "/health", wrong);
                assertFalse(hasDetails(answer), wrong);
                assertTrue(answer.startsWith("HTTP/1.1 503"), "a wrong token is no reason to fail a probe: " + answer);
            }
            String twice = get(server, "/health", "Authorization: Bearer wrong", "Authorization: Bearer " + TOKEN);
            assertTrue(twice.startsWith("HTTP/1.1 400"), twice);
        }
    }

    @Test
    void theRootIsReadyOnlyWhenAskedFor() throws IOException {
        health.markStarted();
        try (HealthServer plain = HealthServer.start(health, 0);
                HealthServer mapped =
                        HealthServer.builder(health, 0).rootIsReady().build()) {
            assertTrue(get(plain, "/").startsWith("HTTP/1.1 404"));
            assertTrue(get(mapped, "/").startsWith("HTTP/1.1 200"));
            assertTrue(get(mapped, "/elsewhere").startsWith("HTTP/1.1 404"));
            health.markBroken("over");
            assertTrue(get(mapped, "/").startsWith("HTTP/1.1 503"));
        }
    }

    @Test
    void equalTokensAreEqualAndOthersAreNot() {
        BearerToken token = new BearerToken(TOKEN);
        assertTrue(token.isIn("BEARER  " + TOKEN + " "));
        assertEquals(false, token.isIn("Bearer\t" + TOKEN));
        assertFalse(token.isIn(""));
        assertFalse(token.isIn(null));
    }
}
