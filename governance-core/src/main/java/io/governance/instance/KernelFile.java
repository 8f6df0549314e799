package io.governance.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the small files of {@code /proc} and {@code /sys/fs/cgroup}: memory of the kernel, never a disk. */
final class KernelFile {
    private KernelFile() {}

    /** Returns the lines; none where the file cannot be read. */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1); // names of processes may be any bytes
        } catch (IOException e) {
            return List.of(); // the kernel does not tell: a figure without data, which is shown as such
        }
    }

    /** Returns the words of the first line; none where the file cannot be read. */
    static List<String> words(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? List.of() : List.of(lines.get(0).strip().split("\\s+", -1));
    }

    /** Returns the first word as a number; {@code NaN} where there is none. */
    static double number(Path file) {
        List<String> words = words(file);
        return words.isEmpty() ? Double.NaN : number(words.get(0));
    }

    /** Returns lines such as {@code nr_throttled 12} by their key. */
    static Map<String, Double> table(Path file) {
        Map<String, Double> table = new HashMap<>();
        for (String line : lines(file)) {
            String[] words = line.strip().split("[:\\s]+", -1);
            if (words.length >= 2) {
                table.put(words[0], number(words[1]));
            }
        }
        return table;
    }

    /** {@code max} is how cgroup v2 says that there is no limit. */
    static double number(String word) {
        if (word.equals("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
