package io.governance.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A balancer in a process of its own: probes at a steady rate over kept connections while told {@code g}o, and answers
 * {@code s}top with how many were answered by 200 and how many were not.
 */
final class ProbeCaller {
    private static final int CONNECTIONS = 4;
    private static final byte[] PROBE =
            "GET /health/ready HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int OK_AT = "HTTP/1.1 ".length();

    private final int port;
    private final long gapNanos;
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean isOn;

    private ProbeCaller(int port, int perSecond) {
        this.port = port;
        this.gapNanos = 1_000_000_000L * CONNECTIONS / perSecond;
    }

    /** Takes the port and the probes a second. */
    public static void main(String[] arguments) throws IOException {
        ProbeCaller caller = new ProbeCaller(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread thread = new Thread(caller::probe, "probe-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        caller.obey(System.in, System.out);
    }

    private void obey(InputStream in, OutputStream out) throws IOException {
        for (int said = in.read(); said >= 0; said = in.read()) {
            isOn = said == 'g';
            if (said == 's') {
                String counts = answered.sumThenReset() + " " + failed.sumThenReset() + "\n";
                out.write(counts.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }
    }

    private void probe() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                probe(socket);
            } catch (IOException e) {
                failed.increment();
            }
        }
    }

    /** What could not be sent in time is sent as soon as possible, so that the rate holds. */
    private void probe(Socket socket) throws IOException {
        byte[] answer = new byte[4_096];
        long due = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            if (!isOn) {
                LockSupport.parkNanos(1_000_000);
                due = System.nanoTime();
                continue;
            }
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            due += gapNanos;
            socket.getOutputStream().write(PROBE);
            int count = socket.getInputStream().read(answer);
            boolean isOk = count > OK_AT && answer[OK_AT] == '2';
            (isOk ? answered : failed).increment();
        }
    }
}
