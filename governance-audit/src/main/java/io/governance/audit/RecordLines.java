package io.governance.audit;

import java.util.List;

/** The lines of a record's file, read one after the other; knows file and line for whoever has to complain. */
final class RecordLines {
    private final String file;
    private final List<String> lines;
    private int next;

    RecordLines(String file, String text) {
        this.file = file;
        this.lines = text.replace("\r\n", "\n").lines().toList();
    }

    boolean isAtEnd() {
        return next >= lines.size();
    }

    String peek() {
        return lines.get(next);
    }

    String next() {
        return lines.get(next++);
    }

    /** Number of the line that was read last, from 1. */
    int number() {
        return Math.max(1, next);
    }

    void expect(String line, String why) {
        if (isAtEnd() || !next().equals(line)) {
            throw broken("expected '" + line + "': " + why);
        }
    }

    IllegalArgumentException broken(String what) {
        return broken(number(), what);
    }

    IllegalArgumentException broken(int line, String what) {
        return new IllegalArgumentException(file + ":" + line + ": " + what);
    }
}
