package io.governance.examples.orderdesk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the service can answer on this machine, at this moment: callers who each come again as soon as they are answered.
 * A load that is to be steady must stay well below, or waits only show the queue.
 */
public final class Capacity {
    private static final int AT_ONCE = 4;
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Capacity() {}

    /**
     * Returns the calls a second that were answered in the second half of the time; the first half warms the service.
     *
     * @throws IOException when a customer gets no answer
     */
    public static double callsPerSecond(int port, List<Long> customers, Duration length)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long half = start + length.toNanos() / 2;
        long end = start + length.toNanos();
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int caller = 0; caller < AT_ONCE; caller++) {
                int first = caller;
                work.add(() -> answered(port, customers, first, half, end));
            }
            long answered = 0;
            for (Future<Integer> count : callers.invokeAll(work)) {
                answered += count.get();
            }
            return answered / (length.toNanos() / 2.0 / 1e9);
        } catch (ExecutionException e) {
            throw new IOException("the service does not answer while its capacity is measured", e);
        } finally {
            callers.shutdownNow();
        }
    }

    private static int answered(int port, List<Long> customers, int first, long half, long end) throws IOException {
        int answered = 0;
        for (int turn = first; System.nanoTime() < end; turn += AT_ONCE) {
            long customer = customers.get(turn % customers.size());
            DeskClient.Answer answer =
                    DeskClient.get(DeskClient.address(port, "/customers/" + customer + "/dashboard"), PATIENCE);
            if (answer.status() != OK) {
                throw new IOException("customer " + customer + ": status " + answer.status() + ", " + answer.body());
            }
            answered += System.nanoTime() > half ? 1 : 0;
        }
        return answered;
    }
}
