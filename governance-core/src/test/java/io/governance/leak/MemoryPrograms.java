package io.governance.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs {@link MemoryProgram} in a JVM like this one, on the class path of this one. */
public final class MemoryPrograms {
    /** The collectors that are tried. */
    public enum Collector {
        /** Region by region. */
        G1("-XX:+UseG1GC", "-XX:G1HeapRegionSize=1m"),
        /** All at once. */
        PARALLEL("-XX:+UseParallelGC"),
        /** Beside the program. */
        ZGC("-XX:+UseZGC");

        private final List<String> options;

        Collector(String... options) {
            this.options = List.of(options);
        }
    }

    private MemoryPrograms() {}

    /** Returns what the program printed: the kind of the verdict first. */
    public static String run(Path java, MemoryProgram.Kind kind, Collector collector) {
        List<String> command = new java.util.ArrayList<>(List.of(
                java.toString(), "-Xms96m", "-Xmx96m", "-XX:MaxTenuringThreshold=1", "-XX:TieredStopAtLevel=1"));
        command.addAll(collector.options);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), MemoryProgram.class.getName(), kind.name()));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] printed = process.getInputStream().readAllBytes();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new String(printed, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program ran", e);
        }
    }

    /** Returns the verdicts that are right. */
    public static Set<LeakVerdict.Kind> right(MemoryProgram.Kind kind) {
        return switch (kind) {
            case LEAKING -> Set.of(LeakVerdict.Kind.LEAK);
            case FILLING -> Set.of(LeakVerdict.Kind.FILLING, LeakVerdict.Kind.STATIONARY, LeakVerdict.Kind.SAWTOOTH);
            case SAWTOOTH -> Set.of(LeakVerdict.Kind.SAWTOOTH, LeakVerdict.Kind.STATIONARY);
        };
    }
}
