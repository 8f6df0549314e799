package io.governance.examples.orderdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.flags.Equality;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The application itself, on a real PostgreSQL. */
class OrderDeskTest {
    private final CustomerDashboard legacy = new LegacyDashboard(DeskOfTests.POOL);
    private final CustomerDashboard optimized = new OptimizedDashboard(DeskOfTests.POOL, DeskOfTests.CACHE);

    @Test
    void bothSidesShowTheSameOfEveryCustomer() throws Exception {
        Equality<Object> equality = Equality.fields().ignoring("renderedAt", "a clock reading");
        for (long customer : DeskOfTests.DATABASE.customers()) {
            assertEquals(
                    Optional.empty(),
                    equality.difference(legacy.load(customer), optimized.load(customer)),
                    "customer " + customer);
        }
    }

    @Test
    void bothSidesKnowCustomersWithoutOrders() throws Exception {
        long withoutOrders = 3; // TPC-H gives no orders to every third customer
        assertEquals(List.of(), legacy.load(withoutOrders).orders());
        assertEquals(List.of(), optimized.load(withoutOrders).orders());
        assertEquals(
                legacy.load(withoutOrders).nation(),
                optimized.load(withoutOrders).nation());
    }

    @Test
    void bothSidesSayThatACustomerIsUnknown() {
        assertThrows(UnknownCustomerException.class, () -> legacy.load(99_999_999));
        assertThrows(UnknownCustomerException.class, () -> optimized.load(99_999_999));
    }

    @Test
    void theEndpointAnswersAndSaysWhatItDoesNotKnow() throws Exception {
        try (OrderDeskServer server = OrderDeskServer.start(optimized, 0)) {
            long customer = DeskOfTests.DATABASE.customers().get(0);
            HttpResponse<String> answer = get(server.port(), "/customers/" + customer + "/dashboard");
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("\"customer\":" + customer), answer.body());
            assertEquals(
                    404, get(server.port(), "/customers/99999999/dashboard").statusCode());
            assertEquals(404, get(server.port(), "/elsewhere").statusCode());
        }
    }

    @Test
    void aPortInUseIsSaidWithTheRemedy() throws Exception {
        try (OrderDeskServer server = OrderDeskServer.start(optimized, 0)) {
            IOException refused =
                    assertThrows(IOException.class, () -> OrderDeskServer.start(optimized, server.port()));
            assertTrue(String.valueOf(refused.getMessage()).contains(server.port() + " is in use"));
        }
    }

    @Test
    void theLoadNoticesWrongAnswersAndFailures() throws Exception {
        CustomerDashboard wrong = customer -> {
            Dashboard right = legacy.load(customer);
            if (customer % 3 == 0) {
                throw new IllegalStateException("not today");
            }
            return new Dashboard(
                    customer, right.name() + "!", right.nation(), right.orders(), right.figures(), right.renderedAt());
        };
        List<Long> customers = DeskOfTests.DATABASE.customers().subList(0, 12);
        try (OrderDeskServer server = OrderDeskServer.start(wrong, 0);
                SteadyLoad load = SteadyLoad.start(server.port(), legacy, customers, 100, Duration.ofSeconds(30))) {
            while (load.counters().calls() < 60) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            SteadyLoad.Counters counters = load.counters();
            assertTrue(counters.wrong() > 0, counters.toString());
            assertEquals(0, counters.tooSlow(), counters.toString());
            assertTrue(counters.harmed() >= counters.wrong() + counters.failed());
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
