package io.governance.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects were allocated that are still alive, by JFR's old object samples: to be taken on request, while an
 * examination runs. Sees only what is allocated between {@link #start} and {@link #stop} and outlives a collection in
 * between; writes one temporary file.
 *
 * <p>Starting takes about a second the first time and a few percent of one core then. For one thread.
 */
public final class AllocationSites implements AutoCloseable {
    private static final String EVENT = "jdk.OldObjectSample";

    /**
     * A place and what was allocated there and is still alive.
     *
     * @param type name of the class
     * @param place the innermost frame that is not the JDK's, such as {@code com.acme.Orders.load(Orders.java:42)}
     * @param samples how many sampled objects came from there
     */
    public record Site(String type, String place, int samples) {}

    private final Recording recording;

    private AllocationSites(Recording recording) {
        this.recording = recording;
    }

    /**
     * Starts sampling.
     *
     * @throws IllegalStateException when this JVM has no JFR
     */
    public static AllocationSites start() {
        try {
            Recording recording = new Recording();
            // A cutoff of zero leaves out the chain to the root, whose search stops the JVM.
            recording.enable(EVENT).withStackTrace().with("cutoff", "0 ms");
            recording.start();
            return new AllocationSites(recording);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException("this JVM has no JFR: add the module jdk.jfr to the runtime image", e);
        }
    }

    /**
     * Ends sampling and returns the sites, those with most living samples first, twenty at most.
     *
     * @throws UncheckedIOException when the temporary file cannot be written or read
     */
    public List<Site> stop() {
        recording.stop();
        Path file = null;
        try {
            file = Files.createTempFile("old-objects", ".jfr");
            recording.dump(file);
            return sites(RecordingFile.readAllEvents(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the recording could not be written to or read from " + file, e);
        } finally {
            close();
            delete(file);
        }
    }

    private static List<Site> sites(List<RecordedEvent> events) {
        Map<List<String>, Integer> samples = new HashMap<>();
        for (RecordedEvent event : events) {
            if (event.getEventType().getName().equals(EVENT)) {
                samples.merge(List.of(type(event), place(event)), 1, Integer::sum);
            }
        }
        List<Site> sites = new ArrayList<>();
        samples.forEach((at, count) -> sites.add(new Site(at.get(0), at.get(1), count)));
        sites.sort(Comparator.comparingInt(Site::samples)
                .reversed()
                .thenComparing(Site::type)
                .thenComparing(Site::place));
        return List.copyOf(sites.subList(0, Math.min(20, sites.size())));
    }

    private static String type(RecordedEvent event) {
        RecordedObject object = event.getValue("object");
        RecordedClass type = object == null ? null : object.getValue("type");
        return type == null ? "unknown" : readable(type.getName());
    }

    /** JFR names arrays as the JVM does, such as {@code [B}. */
    private static String readable(String name) {
        return name.startsWith("[")
                ? ClassDesc.ofDescriptor(name.replace('.', '/')).displayName()
                : name;
    }

    private static String place(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return "unknown";
        }
        RecordedFrame innermost = null;
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            innermost = innermost == null ? frame : innermost;
            String type = frame.getMethod().getType().getName();
            if (!type.startsWith("java.") && !type.startsWith("jdk.")) {
                innermost = frame;
                break;
            }
        }
        return innermost == null ? "unknown" : words(innermost);
    }

    private static String words(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        String simple = type.substring(type.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$');
        return type + "." + frame.getMethod().getName() + "(" + (nested < 0 ? simple : simple.substring(0, nested))
                + ".java:" + frame.getLineNumber() + ")";
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It lies among the temporary files and is removed with the process.
            file.toFile().deleteOnExit();
        }
    }

    /** Ends sampling without a result. */
    @Override
    public void close() {
        recording.close();
    }
}
