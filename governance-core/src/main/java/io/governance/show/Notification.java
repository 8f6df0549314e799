package io.governance.show;

import io.governance.judge.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What people are told at one moment: alerts that changed, the worst first. Immutable.
 *
 * @param at when
 * @param alerts how they stand now; at most 20 of them
 * @param count how many alerts it is about in all
 * @param changes how many changes they went through since they were last told
 * @param isSummary whether it was held back by the permitted rate
 * @param pages where the pages about findings are
 */
public record Notification(Instant at, List<Alert> alerts, int count, long changes, boolean isSummary, String pages) {
    private static final int SHOWN = 20;
    private static final Comparator<Alert> WORST_FIRST = Comparator.comparing(
                    (Alert alert) -> alert.state() == Alert.State.RESOLVED)
            .thenComparing(Comparator.comparing(Alert::level).reversed())
            .thenComparing(Alert::since)
            .thenComparing(Alert::key);

    /** Makes a notification; the alerts are copied. */
    public Notification {
        alerts = List.copyOf(alerts);
    }

    static Notification of(
            Instant at, Collection<Alert> changed, long changes, boolean isSummary, AlertSettings settings) {
        List<Alert> shown = changed.stream().sorted(WORST_FIRST).limit(SHOWN).toList();
        return new Notification(at, shown, changed.size(), changes, isSummary, settings.pages());
    }

    /** Returns one line that says the most important of it. */
    public String title() {
        if (count == 1 && !isSummary) {
            return AlertText.headline(alerts.get(0));
        }
        Map<Level, Long> levels = alerts.stream()
                .collect(Collectors.groupingBy(Alert::level, () -> new EnumMap<>(Level.class), Collectors.counting()));
        String worst = alerts.get(0).level().name().toLowerCase(Locale.ROOT);
        String what =
                isSummary ? "held back: " + changes + " changes of " + count + " alerts" : count + " alerts together";
        return what + ", the worst " + worst + " ("
                + levels.getOrDefault(alerts.get(0).level(), 0L) + " shown): " + AlertText.headline(alerts.get(0));
    }

    /** Returns what, since when, whom it harms, what stops it and which page explains it: a line for each alert. */
    public List<String> lines() {
        return alerts.stream().map(alert -> AlertText.line(alert, pages)).toList();
    }
}
