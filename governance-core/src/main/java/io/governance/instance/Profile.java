package io.governance.instance;

import io.governance.measure.Operations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads were when they were looked at, by operation: a short execution sample of JFR, for an examination.
 *
 * <p>JFR looks at running threads every 10 ms. Which operation a thread was in is known from an event at the start and
 * the end of every call, written into JFR's own buffers only while a profile is taken, and joined by thread and time:
 * the same clock, no lock, and nothing on the way of a call at all other times but a look at one field. Immutable.
 *
 * @param length how long the threads were looked at; shorter than asked when there were too many calls
 * @param samples how often a running thread was seen
 * @param parts the operation with the most samples first; {@link #OUTSIDE} stands for all threads in no operation
 */
public record Profile(Duration length, int samples, List<Part> parts) {
    /** Stands for what ran in no call of an operation. */
    public static final String OUTSIDE = "(no operation)";

    private static final int FRAMES_SHOWN = 5;

    /**
     * One operation.
     *
     * @param operation its name
     * @param samples how often a thread in it was seen running
     * @param share of all samples
     * @param frames where, the most frequent first
     */
    public record Part(String operation, int samples, double share, List<Spot> frames) {
        /** Makes a part; the frames are copied. */
        public Part {
            frames = List.copyOf(frames);
        }
    }

    /**
     * How often one frame was seen.
     *
     * @param frame where
     * @param samples how often
     * @param share of the samples of its operation
     */
    public record Spot(Frame frame, int samples, double share) {}

    /**
     * The frame on top of a stack.
     *
     * @param method such as {@code com.acme.Orders.load}
     * @param caller the nearest caller outside the JDK when the method is part of it
     */
    public record Frame(String method, @Nullable String caller) {
        /** Returns the method, and who called it. */
        public String text() {
            return caller == null ? method : method + " < " + caller;
        }
    }

    /** Makes a profile; the parts are copied. */
    public Profile {
        parts = List.copyOf(parts);
    }

    /**
     * Looks at all threads for a while; blocks the caller that long and some time more.
     *
     * @param length 100 ms to a minute; a few seconds are enough for the top frames
     * @throws IllegalArgumentException when the length is out of bounds
     * @throws IllegalStateException when JFR is not available, or another profile is being taken
     * @throws InterruptedException when the caller is interrupted; nothing is left behind
     */
    public static Profile take(Operations operations, Duration length) throws InterruptedException {
        if (length.toMillis() < 100 || length.toSeconds() > 60) {
            throw new IllegalArgumentException("a profile takes 100 ms to a minute, found " + length);
        }
        if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
            throw new IllegalStateException("no profile: this Java runtime was made without the module jdk.jfr");
        }
        return ExecutionSample.take(operations, length);
    }

    /** Returns the top frames of every operation, for people. */
    public String text() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%d samples in %.1f s%n", samples, length.toMillis() / 1e3));
        for (Part part : parts) {
            text.append(
                    String.format(Locale.ROOT, "%5.1f %%  %s (%d)%n", 100 * part.share, part.operation, part.samples));
            for (Spot spot : part.frames.subList(0, Math.min(FRAMES_SHOWN, part.frames.size()))) {
                text.append(String.format(
                        Locale.ROOT, "    %5.1f %%  %s (%d)%n", 100 * spot.share, spot.frame.text(), spot.samples));
            }
        }
        return text.toString();
    }
}
