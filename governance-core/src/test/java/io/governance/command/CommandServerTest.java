package io.governance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.MBeanException;
import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands given by HTTP and by JMX to a governance that knows the usual ones. */
class CommandServerTest {
    private static final String TOKEN = "a token of some length";

    private final ManualTime time = new ManualTime();
    private final Governance governance =
            Governance.builder().manual().time(time).service("order-desk").build();
    private final CommandServer server = CommandServer.start(governance.commands(), TOKEN, 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
        governance.close();
    }

    private HttpResponse<String> send(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String command, String form) throws IOException, InterruptedException {
        return send("POST", "/commands/" + command, TOKEN, form);
    }

    @Test
    void whoKnowsTheTokenIsShownTheCommandsAndMayGiveThem() throws Exception {
        HttpResponse<String> list = send("GET", "/commands", TOKEN, "");
        assertEquals(200, list.statusCode());
        assertTrue(list.body().contains("examine [who, why]: "), list.body());
        HttpResponse<String> report = post("examine", "who=ada&why=before+the+release");
        assertEquals(200, report.statusCode());
        assertTrue(report.body().startsWith("Examination 1 of order-desk"), report.body());
        assertTrue(report.body().contains("by ada: before the release"), report.body());
        assertTrue(post("examinations", "").body().contains("ON_DEMAND: before the release"));
    }

    @Test
    void anAlertIsTakenAndResolvedByCommand() throws Exception {
        Operation operation = governance.operation("orders.load");
        for (int i = 0; i < 100; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> operation.run(() -> {
                        throw new IllegalStateException("no orders");
                    }));
        }
        for (int i = 0; i < 20; i++) {
            time.pass(Duration.ofSeconds(5));
            governance.step();
        }
        String alert = "alert=ERROR_RATE/orders.load&who=ada&";
        assertTrue(post("alerts", "").body().contains("ERROR_RATE/orders.load FIRING"));
        HttpResponse<String> refused = post("acknowledge", alert + "hours=many&reason=looking");
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("hours: found 'many'"), refused.body());
        assertTrue(
                post("acknowledge", alert + "hours=1.5&reason=looking").body().contains("ACKNOWLEDGED"));
        assertTrue(post("resolve", alert + "note=rolled+back").body().contains("RESOLVING"));
        assertEquals(400, post("resolve", "alert=NONE/of-it&who=ada&note=x").statusCode());
    }

    @Test
    void aCloserLookIsGivenByCommand() throws Exception {
        assertEquals(
                400, post("examine-closely", "who=ada&why=slow&seconds=100").statusCode());
        String report = post("examine-closely", "who=ada&why=slow&seconds=0.2").body();
        assertTrue(report.contains("samples of 0.") || report.contains("no thread was seen running"), report);
    }

    @Test
    void whoDoesNotKnowItLearnsNothing() throws Exception {
        for (String wrong : List.of("", "a token of some lengt", TOKEN + "x")) {
            HttpResponse<String> refused = send("POST", "/commands/examine", wrong, "who=eve&why=curious");
            assertEquals(401, refused.statusCode());
            assertEquals("send the token: Authorization: Bearer TOKEN\n", refused.body());
        }
        assertEquals(List.of(), governance.examinations().latest());
    }

    @Test
    void whatIsWrongWithACommandIsSaidAllAtOnce() throws Exception {
        HttpResponse<String> refused = post("examine", "who=&colour=red");
        assertEquals(400, refused.statusCode());
        for (String problem : List.of("colour: unknown", "who: found nothing", "why: found nothing")) {
            assertTrue(refused.body().contains(problem), refused.body());
        }
        assertEquals(400, post("examine", "who=ada&who=eve&why=x").statusCode());
        assertEquals(400, post("examine", "%zz=1").statusCode());
        assertEquals(400, post("report", "who=ada&seen=yesterday&text=slow").statusCode());
        assertEquals(404, post("launch", "").statusCode());
        assertEquals(404, send("GET", "/", TOKEN, "").statusCode());
        assertEquals(405, send("GET", "/commands/examine", TOKEN, "").statusCode());
        assertEquals(413, post("examine", "who=" + "x".repeat(70_000)).statusCode());
    }

    @Test
    void aCommandThatRefusesOrFailsSaysSoAndTheServerGoesOn() throws Exception {
        governance.commands().register(new Command("refuse", "refuses", List.of(), given -> {
            throw new IllegalStateException("the swap is complete");
        }));
        governance.commands().register(new Command("fail", "fails", List.of(), given -> {
            throw new UnsupportedOperationException("not here");
        }));
        governance.commands().register(new Command("crash", "crashes", List.of(), given -> {
            throw new AssertionError("not here either");
        }));
        assertEquals(500, post("crash", "").statusCode());
        assertEquals(409, post("refuse", "").statusCode());
        assertEquals("the swap is complete\n", post("refuse", "").body());
        assertEquals(500, post("fail", "").statusCode());
        assertEquals(200, post("alerts", "").statusCode());
    }

    @Test
    @Timeout(20)
    void callersThatSendOneByteAndNothingMoreDoNotKeepTheOthersOut() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        CommandServer patient = CommandServer.start(governance.commands(), TOKEN, anyPort, Duration.ofMillis(300));
        try (Socket one = halfOpen(patient);
                Socket other = halfOpen(patient);
                Socket third = new Socket(InetAddress.getLoopbackAddress(), patient.port())) {
            third.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertTrue(new String(third.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).contains(" 401 "));
            assertEquals(-1, one.getInputStream().read());
            assertEquals(-1, other.getInputStream().read());
        } finally {
            patient.close();
        }
    }

    private static Socket halfOpen(CommandServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write('G');
        return socket;
    }

    @Test
    @Timeout(20)
    void closingLetsACommandEndThatRuns() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        governance.commands().register(new Command("wait", "waits", List.of(), given -> {
            runs.countDown();
            try {
                return mayEnd.await(10, TimeUnit.SECONDS) ? "ended" : "never";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        }));
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return post("wait", "");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        runs.await();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
        mayEnd.countDown();
        assertEquals("ended\n", answer.get().body());
        closed.get();
    }

    @Test
    void byJmxEveryCommandIsAnOperationWithNamedParameters() throws Exception {
        Runnable hide = governance.commands().showByJmx("order-desk");
        var beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.governance:type=Commands,service=\"order-desk\"");
        Set<String> operations = Arrays.stream(beans.getMBeanInfo(name).getOperations())
                .map(MBeanOperationInfo::getName)
                .collect(Collectors.toSet());
        assertTrue(operations.containsAll(Set.of("examine", "report", "alerts")), operations.toString());
        String text = String.class.getName();
        Object report = beans.invoke(name, "examine", new Object[] {"ada", "by JMX"}, new String[] {text, text});
        assertTrue(String.valueOf(report).contains("by ada: by JMX"));
        MBeanException missing = assertThrows(
                MBeanException.class,
                () -> beans.invoke(name, "examine", new Object[] {null, "by JMX"}, new String[] {text, text}));
        assertTrue(missing.toString().contains("who: found nothing"), missing.toString());
        MBeanException refused = assertThrows(
                MBeanException.class,
                () -> beans.invoke(name, "examine", new Object[] {"", ""}, new String[] {text, text}));
        assertTrue(refused.toString().contains("who: found nothing"), refused.toString());
        assertThrows(IllegalStateException.class, () -> governance.commands().showByJmx("order-desk"));
        hide.run();
        governance.commands().showByJmx("order-desk").run();
    }

    @Test
    void aShortTokenAUsedPortAndATakenNameAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> CommandServer.start(governance.commands(), "short", 0));
        IllegalStateException used = assertThrows(
                IllegalStateException.class, () -> CommandServer.start(governance.commands(), TOKEN, server.port()));
        assertTrue(used.toString().contains("port " + server.port()), used.toString());
        Command again = new Command("examine", "again", List.of(), given -> "");
        assertThrows(IllegalStateException.class, () -> governance.commands().register(again));
        assertThrows(IllegalArgumentException.class, () -> new Command("Kill Swap", "", List.of(), given -> ""));
        assertThrows(IllegalArgumentException.class, () -> governance.commands().run("launch", Map.of()));
    }
}
