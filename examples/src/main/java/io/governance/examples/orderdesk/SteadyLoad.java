package io.governance.examples.orderdesk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Callers that come at a steady rate, whether earlier ones were answered or not (open model), and check every answer.
 *
 * <p>A caller's wait is counted from the moment it was due: when the service stalls, those who should have come in the
 * meantime wait too. Answers are compared with what the legacy side answered at the start.
 */
public final class SteadyLoad implements AutoCloseable {
    private static final int IN_FLIGHT = 512;

    /**
     * What has happened to callers so far.
     *
     * @param calls answered callers
     * @param failed no answer, or one that says so
     * @param wrong an answer that differs from the expected one
     * @param tooSlow an answer that took longer than is acceptable
     */
    public record Counters(long calls, long failed, long wrong, long tooSlow) {
        /** Returns what has happened since an earlier reading. */
        public Counters since(Counters earlier) {
            return new Counters(
                    calls - earlier.calls, failed - earlier.failed, wrong - earlier.wrong, tooSlow - earlier.tooSlow);
        }

        /** Returns callers who failed, were told something wrong, or waited too long. */
        public long harmed() {
            return failed + wrong + tooSlow;
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<Long, String> expected = new HashMap<>();
    private final List<Long> customers;
    private final int port;
    private final long gapNanos;
    private final long acceptableNanos;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final LongAdder calls = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final LongAdder tooSlow = new LongAdder();
    private final Thread generator;
    private volatile boolean isClosed;

    private SteadyLoad(int port, List<Long> customers, int callsPerSecond, Duration acceptable) {
        this.port = port;
        this.customers = customers;
        this.gapNanos = Duration.ofSeconds(1).toNanos() / callsPerSecond;
        this.acceptableNanos = acceptable.toNanos();
        this.generator = new Thread(this::generate, "steady-load");
        generator.setDaemon(true);
    }

    /**
     * Starts callers.
     *
     * @param port where the desk serves
     * @param reference answers what every caller expects; asked once for each customer, before the first caller
     * @param customers whom callers ask about, one after the other
     * @param acceptable the longest acceptable wait
     */
    public static SteadyLoad start(
            int port, CustomerDashboard reference, List<Long> customers, int callsPerSecond, Duration acceptable)
            throws SQLException {
        SteadyLoad load = new SteadyLoad(port, List.copyOf(customers), callsPerSecond, acceptable);
        for (long customer : customers) {
            load.expected.put(customer, DashboardJson.comparable(DashboardJson.write(reference.load(customer))));
        }
        load.generator.start();
        return load;
    }

    private void generate() {
        long due = System.nanoTime();
        for (int turn = 0; !isClosed; turn = (turn + 1) % customers.size()) {
            due += gapNanos;
            for (long early = due - System.nanoTime(); early > 0 && !isClosed; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            if (room.tryAcquire()) {
                send(customers.get(turn), due);
            } else {
                calls.increment();
                failed.increment(); // so many wait already that this one would not be served in time
            }
        }
    }

    private void send(long customer, long due) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/customers/" + customer + "/dashboard"))
                .timeout(Duration.ofSeconds(10))
                .build();
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, failure) -> count(customer, due, answer, failure));
    }

    private void count(
            long customer, long due, @Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        room.release();
        if (isClosed) {
            return;
        }
        if (failure != null || answer == null || answer.statusCode() != 200) {
            failed.increment();
        } else if (!DashboardJson.comparable(answer.body()).equals(expected.get(customer))) {
            wrong.increment();
        }
        if (System.nanoTime() - due > acceptableNanos) {
            tooSlow.increment();
        }
        calls.increment();
    }

    /** Returns what has happened so far. */
    public Counters counters() {
        return new Counters(calls.sum(), failed.sum(), wrong.sum(), tooSlow.sum());
    }

    @Override
    public void close() {
        isClosed = true;
        generator.interrupt();
        LockSupport.unpark(generator);
    }
}
