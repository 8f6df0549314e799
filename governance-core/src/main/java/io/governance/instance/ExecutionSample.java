package io.governance.instance;

import io.governance.measure.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Runs JFR for a moment and reads what it wrote. The only class, with the event, that needs JFR. */
final class ExecutionSample {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final int MOST_EDGES = 1_000_000;
    private static final AtomicBoolean IS_TAKEN = new AtomicBoolean();

    private ExecutionSample() {}

    static Profile take(Operations operations, Duration length) throws InterruptedException {
        if (!FlightRecorder.isAvailable()) {
            throw new IllegalStateException("no profile: JFR is not available in this JVM");
        }
        if (!IS_TAKEN.compareAndSet(false, true)) {
            throw new IllegalStateException("no profile: another one is being taken, ask again when it is done");
        }
        try {
            return record(operations, length);
        } catch (IOException e) {
            throw new UncheckedIOException("no profile: the recording could not be written or read", e);
        } finally {
            IS_TAKEN.set(false);
        }
    }

    private static Profile record(Operations operations, Duration length) throws InterruptedException, IOException {
        Path file = Files.createTempFile("governance-profile", ".jfr");
        try (Recording recording = new Recording()) {
            recording.setName("governance profile");
            recording.enable(SAMPLE).withPeriod(PERIOD);
            recording.enable(CallEdge.class).withoutStackTrace();
            CountDownLatch full = new CountDownLatch(1);
            recording.start();
            operations.watch(new EdgeWriter(MOST_EDGES, full));
            try {
                var unused = full.await(length.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                recording.stop();
                operations.watch(null);
            }
            recording.dump(file);
            return read(file, Duration.between(recording.getStartTime(), recording.getStopTime()));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Profile read(Path file, Duration length) throws IOException {
        Timeline timeline = new Timeline();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                switch (event.getEventType().getName()) {
                    case CallEdge.NAME -> edge(timeline, event);
                    case SAMPLE -> sample(timeline, event);
                    default -> {} // JFR adds events about itself
                }
            }
        }
        ProfileCounts counts = new ProfileCounts();
        timeline.join(counts::add);
        return counts.profile(length);
    }

    private static void edge(Timeline timeline, RecordedEvent event) {
        RecordedThread thread = event.getThread();
        if (thread == null) {
            return;
        }
        if (event.getBoolean("entered")) {
            timeline.entered(thread.getId(), nanos(event), event.getString("operation"));
        } else {
            timeline.left(thread.getId(), nanos(event), event.getString("operation"));
        }
    }

    private static void sample(Timeline timeline, RecordedEvent event) {
        RecordedThread thread = event.getThread("sampledThread");
        RecordedStackTrace stack = event.getStackTrace();
        if (thread != null && stack != null && !stack.getFrames().isEmpty()) {
            timeline.sample(thread.getId(), nanos(event), frame(stack));
        }
    }

    private static long nanos(RecordedEvent event) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, event.getStartTime());
    }

    private static Profile.Frame frame(RecordedStackTrace stack) {
        String top = method(stack.getFrames().get(0));
        if (!isOfJdk(top)) {
            return new Profile.Frame(top, null);
        }
        @Nullable
        String caller = stack.getFrames().stream()
                .map(ExecutionSample::method)
                .filter(method -> !isOfJdk(method))
                .findFirst()
                .orElse(null);
        return new Profile.Frame(top, caller);
    }

    private static String method(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        return method == null ? "unknown" : method.getType().getName() + "." + method.getName();
    }

    private static boolean isOfJdk(String method) {
        return method.startsWith("java.") || method.startsWith("jdk.") || method.startsWith("sun.");
    }
}
