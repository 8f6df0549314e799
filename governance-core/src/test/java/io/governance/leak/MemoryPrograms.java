package io.governance.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@link MemoryProgram} in a JVM like this one, on the class path of this one. */
public final class MemoryPrograms {
    /** The collectors that are tried. */
    public enum Collector {
        /** Region by region. */
        G1("-XX:+UseG1GC"),
        /** All at once. */
        PARALLEL("-XX:+UseParallelGC"),
        /** Beside the program. */
        ZGC("-XX:+UseZGC");

        private final String option;

        Collector(String option) {
            this.option = option;
        }
    }

    private MemoryPrograms() {}

    /** Returns what the program printed: the kind of the verdict first. */
    public static String run(Path java, MemoryProgram.Kind kind, Collector collector) {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xms96m",
                "-Xmx96m",
                "-Xmn4m",
                "-XX:MaxTenuringThreshold=1",
                "-XX:TieredStopAtLevel=1"));
        command.add(collector.option);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), MemoryProgram.class.getName(), kind.name(), "explicit"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
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

    /** Returns whether what a program printed begins with the right verdict. */
    public static boolean isRight(MemoryProgram.Kind kind, String printed) {
        return switch (kind) {
            case LEAKING -> printed.startsWith("LEAK ");
            case FILLING -> printed.startsWith("FILLING ");
            // Whether the heap rises high enough between collections to look like a saw depends on the collector.
            case SAWTOOTH -> printed.startsWith("SAWTOOTH ") || printed.startsWith("STATIONARY ");
        };
    }
}
