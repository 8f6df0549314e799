package io.governance.leak;

import io.governance.measure.Time;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program whose memory behaves in one known way, in a JVM of its own. Its clock is compressed: an hour passes with
 * each piece of work, not with the machine's time, so a loaded machine changes nothing. Prints the verdict at its end.
 */
public final class MemoryProgram {
    private static final int PIECE = 4_096;
    private static final int BASE = 8 << 20;

    /** How a program holds on to memory. */
    public enum Kind {
        /** Keeps half a megabyte more in each hour. */
        LEAKING(78),
        /** Fills a cache, fast at first, then more and more slowly. */
        FILLING(36),
        /** Makes much garbage, some of it long-lived, and keeps nothing. */
        SAWTOOTH(50);

        private final int hours;

        Kind(int hours) {
            this.hours = hours;
        }
    }

    private static final class HourClock implements Time {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos.get());
        }
    }

    private MemoryProgram() {}

    /** Runs one program; the arguments are its kind, and whether each hour ends with an explicit collection. */
    public static void main(String[] arguments) throws InterruptedException {
        Kind kind = Kind.valueOf(arguments[0]);
        boolean isExplicit = arguments[1].equals("explicit");
        HourClock clock = new HourClock();
        List<byte[]> kept = new ArrayList<>();
        Deque<byte[]> passing = new ArrayDeque<>();
        keep(kept, BASE);
        try (LeakWatch watch = LeakWatch.builder(clock).build()) {
            for (int hour = 0; hour < kind.hours; hour++) {
                keep(kept, grown(kind, hour + 1) - grown(kind, hour));
                for (int megabyte = 0; megabyte < (isExplicit ? 12 : 48); megabyte++) {
                    work(passing);
                }
                if (isExplicit) {
                    long seen = watch.liveSets().samples();
                    System.gc();
                    // The JVM tells of a collection some time after it.
                    for (int i = 0; i < 2_000 && watch.liveSets().samples() == seen; i++) {
                        Thread.sleep(1);
                    }
                }
                clock.nanos.addAndGet(Duration.ofHours(1).toNanos());
            }
            LeakVerdict verdict = watch.verdict();
            try (PrintStream out =
                    new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
                out.println(verdict.kind() + " " + verdict.summary() + "; " + verdict.samples() + " samples, "
                        + kept.size() + " pieces kept");
            }
        }
    }

    private static int grown(Kind kind, int hour) {
        return switch (kind) {
            case LEAKING -> BASE / 16 * hour;
            case FILLING -> (int) (2.0 * BASE * (1 - Math.exp(-hour / 12.0)));
            case SAWTOOTH -> 0;
        };
    }

    private static void keep(List<byte[]> kept, int bytes) {
        for (int left = bytes; left > 0; left -= PIECE) {
            kept.add(new byte[PIECE]);
        }
    }

    /** A megabyte of garbage that lives for a while, so that it reaches the old generation before it dies. */
    private static void work(Deque<byte[]> passing) {
        for (int i = 0; i < (1 << 20) / PIECE; i++) {
            passing.add(new byte[PIECE]);
            if (passing.size() > (6 << 20) / PIECE) {
                passing.poll();
            }
        }
    }
}
