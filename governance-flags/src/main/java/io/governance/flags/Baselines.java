package io.governance.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which tables of the old side each slice is judged by: those that were frozen last when the slice began.
 *
 * @param tables the frozen tables as text, in the order in which they came into use
 * @param bySlice for each slice the index of its tables
 */
record Baselines(List<String> tables, List<Integer> bySlice) {
    /** In SHADOW, before anything is frozen: nothing is compared there. */
    static final Baselines NONE = new Baselines(List.of(), List.of(0));

    Baselines {
        tables = List.copyOf(tables);
        bySlice = List.copyOf(bySlice);
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    /** One more slice, judged by these tables; without any, by the same as the slice before. */
    Baselines plus(String frozen) {
        List<String> all = new ArrayList<>(tables);
        if (!frozen.isEmpty()) {
            all.add(frozen);
        }
        List<Integer> slices = new ArrayList<>(bySlice);
        slices.add(Math.max(0, all.size() - 1));
        return new Baselines(all, slices);
    }

    /** The tables that the last slice is judged by. */
    Map<String, Map<Integer, Long>> latest() {
        return isEmpty() ? Map.of() : TableText.read(tables.get(tables.size() - 1));
    }

    /**
     * The tables for the next slice: of each metric the fresh one if it holds enough calls, or as many as the present
     * one. Nothing when the response times are not fresh enough: then the next slice is judged as this one.
     */
    Map<String, Map<Integer, Long>> refreshed(Map<String, Map<Integer, Long>> fresh, String decisive, long enough) {
        Map<String, Map<Integer, Long>> present = latest();
        if (calls(fresh, decisive) < enough) {
            return Map.of();
        }
        Map<String, Map<Integer, Long>> next = new TreeMap<>(present);
        next.replaceAll((metric, table) -> {
            long calls = calls(fresh, metric);
            return calls >= enough || calls >= calls(present, metric) ? fresh.getOrDefault(metric, table) : table;
        });
        return next;
    }

    private static long calls(Map<String, Map<Integer, Long>> tables, String metric) {
        return tables.getOrDefault(metric, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
