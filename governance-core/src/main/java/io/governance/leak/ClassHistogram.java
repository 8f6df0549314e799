package io.governance.leak;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many bytes the instances of each class take; the 1,000 largest classes. */
final class ClassHistogram {
    private static final int MOST = 1_000;
    private static final Pattern LINE = Pattern.compile("\\s*[0-9]+:\\s+([0-9]+)\\s+([0-9]+)\\s+(\\S+).*");

    /** A class that takes more than before. */
    record Growth(String type, long before, long after) {
        long bytes() {
            return after - before;
        }

        @Override
        public String toString() {
            return type + " +" + Words.megabytes((double) bytes()) + " (" + Words.megabytes((double) before) + " to "
                    + Words.megabytes((double) after) + ")";
        }
    }

    private final Map<String, Long> bytes;

    private ClassHistogram(Map<String, Long> bytes) {
        this.bytes = bytes;
    }

    /** Reads what the JVM prints; lines that are no class are left out. */
    static ClassHistogram parse(String printed) {
        Map<String, Long> bytes = new HashMap<>();
        printed.lines().map(LINE::matcher).filter(Matcher::matches).limit(MOST).forEach(line -> {
            // The same name may come once for each class loader.
            bytes.merge(line.group(3), Long.parseLong(line.group(2)), Long::sum);
        });
        return new ClassHistogram(bytes);
    }

    /** Returns the classes that grew most since, those that grew by a thousandth of everything at least. */
    List<Growth> since(ClassHistogram earlier, int most) {
        long all = bytes.values().stream().mapToLong(Long::longValue).sum();
        return bytes.entrySet().stream()
                .map(entry ->
                        new Growth(entry.getKey(), earlier.bytes.getOrDefault(entry.getKey(), 0L), entry.getValue()))
                .filter(growth -> growth.bytes() > all / 1_000)
                .sorted(Comparator.comparingLong(Growth::bytes).reversed())
                .limit(most)
                .toList();
    }
}
