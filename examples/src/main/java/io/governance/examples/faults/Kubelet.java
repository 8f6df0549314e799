package io.governance.examples.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Probes as Kubernetes' kubelet does: a new connection each time, a limit for each answer, any status from 200 to 399 is
 * good, and only so many failures in a row have an effect.
 */
final class Kubelet implements AutoCloseable {
    private static final int FIRST_BAD = 400;

    /**
     * What came of the probes.
     *
     * @param inARow the longest run of failures
     * @param effects how often it would have acted: restarted the container, or taken it out of the service
     */
    record Reading(int probes, int failures, int inARow, int effects, long longestMillis) {}

    private final int port;
    private final String path;
    private final Duration period;
    private final Duration timeout;
    private final int failureThreshold;
    private final Thread thread;
    private Reading reading = new Reading(0, 0, 0, 0, 0);
    private int row;

    private Kubelet(int port, String path, Duration period, Duration timeout, int failureThreshold) {
        this.port = port;
        this.path = path;
        this.period = period;
        this.timeout = timeout;
        this.failureThreshold = failureThreshold;
        this.thread = new Thread(this::probe, "kubelet" + path);
        thread.setDaemon(true);
    }

    static Kubelet start(int port, String path, Duration period, Duration timeout, int failureThreshold) {
        Kubelet kubelet = new Kubelet(port, path, period, timeout, failureThreshold);
        kubelet.thread.start();
        return kubelet;
    }

    private void probe() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long start = System.nanoTime();
                boolean isGood = isGood();
                note(isGood, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
                TimeUnit.MILLISECONDS.sleep(period.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isGood() {
        try {
            int status = Http.get(port, path, timeout).status();
            return status >= 200 && status < FIRST_BAD;
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized void note(boolean isGood, long millis) {
        row = isGood ? 0 : row + 1;
        reading = new Reading(
                reading.probes + 1,
                reading.failures + (isGood ? 0 : 1),
                Math.max(reading.inARow, row),
                reading.effects + (row == failureThreshold ? 1 : 0),
                Math.max(reading.longestMillis, millis));
    }

    synchronized Reading read() {
        return reading;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
