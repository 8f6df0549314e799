package io.governance.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last 4,096 texts or more, so that a text is read once. Two generations: when the young one is full it becomes the
 * old one and the old one is forgotten; a text in use moves back. No lock on a hit.
 */
final class KnownTexts {
    private static final int GENERATION = 4_096;
    private static final int LONGEST = 16_384;

    private final Function<String, KnownText> reader;
    private volatile Map<String, KnownText> young = new ConcurrentHashMap<>();
    private volatile Map<String, KnownText> old = Map.of();

    KnownTexts(Function<String, KnownText> reader) {
        this.reader = reader;
    }

    KnownText of(String sql) {
        KnownText known = young.get(sql);
        return known != null ? known : look(sql);
    }

    private KnownText look(String sql) {
        @Nullable KnownText before = old.get(sql);
        KnownText known = before != null ? before : reader.apply(sql);
        if (sql.length() <= LONGEST) {
            Map<String, KnownText> into = young;
            into.put(sql, known);
            if (into.size() >= GENERATION) {
                turn(into);
            }
        }
        return known;
    }

    private synchronized void turn(Map<String, KnownText> full) {
        if (young == full) {
            old = full;
            young = new ConcurrentHashMap<>();
        }
    }

    int size() {
        return young.size() + old.size();
    }
}
