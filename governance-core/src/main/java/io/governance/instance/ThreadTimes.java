package io.governance.instance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CPU time of the JVM's own threads, which its beans do not tell: the kernel knows each thread by a name of 15 letters
 * and its time to the nanosecond. Used by one thread; keeps no more than the threads that live now.
 */
final class ThreadTimes {
    /** CPU nanoseconds since the start; {@code NaN} where the kernel does not tell. */
    record Totals(double compilationNanos, double collectionNanos) {}

    private enum Kind {
        COMPILATION("C[12] Compiler|JVMCI"),
        /** The VM thread stops all others, and collects by itself where one thread does. */
        COLLECTION("GC Thread|G1 |[XZ](Driver|Director|Worker|Stat|Un)|Shenandoah|VM Thread"),
        OTHER("");

        private final Pattern names;

        Kind(String beginning) {
            this.names = Pattern.compile(beginning);
        }

        static Kind of(String name) {
            for (Kind kind : values()) {
                if (kind.names.matcher(name).lookingAt()) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    /** A thread gets its name a moment after its start, so it is looked at twice. */
    private record Seen(Kind kind, boolean isSettled, double nanos) {}

    private final Path tasks;
    private Map<String, Seen> last = new HashMap<>();
    private double compilationNanos;
    private double collectionNanos;

    private ThreadTimes(Path tasks) {
        this.tasks = tasks;
    }

    static ThreadTimes under(Path root) {
        return new ThreadTimes(root.resolve("proc/self/task"));
    }

    Totals read() {
        Map<String, Seen> now = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                String id = String.valueOf(thread.getFileName());
                now.put(id, look(thread, last.get(id)));
            }
        } catch (IOException e) {
            return new Totals(Double.NaN, Double.NaN); // not Linux
        }
        last = now;
        return new Totals(compilationNanos, collectionNanos);
    }

    private Seen look(Path thread, @Nullable Seen before) {
        Kind kind = before != null && before.isSettled ? before.kind : kind(thread);
        if (kind == Kind.OTHER) {
            return new Seen(kind, before != null, 0);
        }
        double nanos = KernelFile.number(thread.resolve("schedstat"));
        double since = nanos - (before == null ? 0 : before.nanos);
        if (since > 0) {
            compilationNanos += kind == Kind.COMPILATION ? since : 0;
            collectionNanos += kind == Kind.COLLECTION ? since : 0;
        }
        return new Seen(kind, before != null, Double.isNaN(nanos) ? 0 : nanos);
    }

    private static Kind kind(Path thread) {
        List<String> lines = KernelFile.lines(thread.resolve("comm"));
        return lines.isEmpty() ? Kind.OTHER : Kind.of(lines.get(0));
    }
}
