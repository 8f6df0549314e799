package io.governance.examples.orderdesk;

import io.governance.measure.BucketLayout;
import io.governance.measure.Histogram;
import io.governance.measure.Recorder;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Callers that come at a steady rate, whether earlier ones were answered or not (open model), and check every answer.
 *
 * <p>When callers pile up all the same, fewer of them come for a while ({@link Pace}): a machine with other work is not
 * the service's fault. A caller's wait is counted from the moment it was due: when the service stalls, those who should
 * have come in the meantime wait too. Answers are compared with what the legacy side answered at the start.
 */
public final class SteadyLoad implements AutoCloseable {
    /** How long it takes to come to the full rate: a cold service gets a tenth first, as behind a load balancer. */
    public static final Duration COMING_UP = Duration.ofSeconds(3);

    private static final double START_SHARE = 0.1;
    private static final int AT_ONCE = 32;
    private static final int WAITING = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;

    /**
     * What has happened to callers; each of them is counted once.
     *
     * @param calls callers who were answered, or gave up
     * @param failed no answer, or one that says so
     * @param wrong an answer that differs from the expected one
     * @param tooSlow the right answer, but later than is acceptable
     * @param waited nanoseconds from the moment a caller was due
     * @param lateness nanoseconds by which callers set out later than they were due: the load's own fault
     */
    public record Counters(long calls, long failed, long wrong, long tooSlow, Histogram waited, Histogram lateness) {
        /** Returns what has happened since an earlier reading. */
        public Counters since(Counters earlier) {
            return new Counters(
                    calls - earlier.calls,
                    failed - earlier.failed,
                    wrong - earlier.wrong,
                    tooSlow - earlier.tooSlow,
                    waited.minus(earlier.waited),
                    lateness.minus(earlier.lateness));
        }

        /** Returns callers who failed, were told something wrong, or waited too long. */
        public long harmed() {
            return failed + wrong + tooSlow;
        }
    }

    private final Map<Long, String> expected = new HashMap<>();
    private final List<Long> customers;
    private final int port;
    private final long acceptableNanos;
    private final LongAdder calls = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final LongAdder tooSlow = new LongAdder();
    private final Recorder waits = new Recorder(BucketLayout.NANOSECONDS);
    private final Recorder lateness = new Recorder(BucketLayout.NANOSECONDS);
    private final AtomicReference<@Nullable String> lastHarm = new AtomicReference<>();
    private final ThreadPoolExecutor callers;
    private final Thread generator;
    private volatile long gapNanos;
    private volatile double leastShare = 1;
    private volatile boolean isClosed;

    private SteadyLoad(int port, List<Long> customers, int callsPerSecond, Duration acceptable) {
        if (customers.isEmpty()) {
            throw new IllegalArgumentException("a load needs customers");
        }
        this.port = port;
        this.customers = customers;
        this.gapNanos = gapNanos(callsPerSecond);
        this.acceptableNanos = acceptable.toNanos();
        this.callers = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                work -> daemon(work, "steady-load-caller"));
        this.generator = daemon(this::generate, "steady-load");
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts callers. Before the first of them each customer is asked about once, uncounted, so that they meet a service
     * that is warm.
     *
     * @param port where the desk serves
     * @param reference answers what every caller expects; asked once for each customer
     * @param customers whom callers ask about, one after the other
     * @param acceptable the longest acceptable wait
     * @throws IOException when the service gives a customer no answer
     */
    public static SteadyLoad start(
            int port, CustomerDashboard reference, List<Long> customers, int callsPerSecond, Duration acceptable)
            throws SQLException, IOException {
        SteadyLoad load = new SteadyLoad(port, List.copyOf(customers), callsPerSecond, acceptable);
        for (long customer : customers) {
            load.expected.put(customer, DashboardJson.comparable(DashboardJson.write(reference.load(customer))));
            load.ask(customer);
        }
        load.generator.start();
        return load;
    }

    private static long gapNanos(int callsPerSecond) {
        if (callsPerSecond < 1) {
            throw new IllegalArgumentException("a load needs at least one call a second; found " + callsPerSecond);
        }
        return Duration.ofSeconds(1).toNanos() / callsPerSecond;
    }

    /** Lets callers come at another rate from now on. */
    public void comeAt(int callsPerSecond) {
        gapNanos = gapNanos(callsPerSecond);
    }

    private void generate() {
        long start = System.nanoTime();
        long due = start;
        Pace pace = new Pace(AT_ONCE, start);
        for (int turn = 0; !isClosed; turn = (turn + 1) % customers.size()) {
            double reached = Math.min(1, Math.max(START_SHARE, (double) (due - start) / COMING_UP.toNanos()));
            due += (long) (gapNanos / reached / pace.share(callers.getQueue().size(), due));
            leastShare = pace.leastShare();
            for (long early = due - System.nanoTime(); early > 0 && !isClosed; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            lateness.add(System.nanoTime() - due);
            send(customers.get(turn), due);
        }
    }

    private void send(long customer, long due) {
        try {
            callers.execute(() -> call(customer, due));
        } catch (RejectedExecutionException e) {
            count(
                    failed,
                    due,
                    WAITING + " callers wait already: customer " + customer + " would not be served in time");
        }
    }

    private void call(long customer, long due) {
        try {
            DeskClient.Answer answer = ask(customer);
            if (answer.status() != OK) {
                count(failed, due, "customer " + customer + ": status " + answer.status() + ", " + answer.body());
            } else if (!DashboardJson.comparable(answer.body()).equals(expected.get(customer))) {
                count(
                        wrong,
                        due,
                        "customer " + customer + ": expected " + expected.get(customer) + ", found " + answer.body());
            } else {
                count(null, due, "customer " + customer + ": waited too long");
            }
        } catch (IOException e) {
            count(failed, due, "customer " + customer + ": " + e);
        }
    }

    private DeskClient.Answer ask(long customer) throws IOException {
        return DeskClient.get(DeskClient.address(port, "/customers/" + customer + "/dashboard"), PATIENCE);
    }

    /** Counts a caller once: as failed or wrong, else as too slow, else only as answered. */
    private void count(@Nullable LongAdder harm, long due, String what) {
        if (isClosed) {
            return;
        }
        long wait = System.nanoTime() - due;
        waits.add(wait);
        LongAdder counted = harm == null && wait > acceptableNanos ? tooSlow : harm;
        if (counted != null) {
            counted.increment();
            lastHarm.set(what + " (" + TimeUnit.NANOSECONDS.toMillis(wait) + " ms)");
        }
        calls.increment();
    }

    /** Returns what has happened to callers so far. */
    public Counters counters() {
        return new Counters(calls.sum(), failed.sum(), wrong.sum(), tooSlow.sum(), waits.read(), lateness.read());
    }

    /** Returns the smallest share of the rate at which callers came, since the machine had other work. */
    public double leastShare() {
        return leastShare;
    }

    /** Returns what the last harmed caller met, for whoever looks for the cause. */
    public Optional<String> lastHarm() {
        return Optional.ofNullable(lastHarm.get());
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(generator);
        callers.shutdownNow();
    }
}
