package io.governance.show;

import io.governance.judge.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Makes few notifications out of many changes, for one sink: groups them, and holds back what is beyond the rate until
 * one summary may tell it. Bounded; thread-safe; time is passed in.
 */
final class Outbox {
    static final int ALERTS = 2_000;

    /** Alerts to be told together, by key, as they last were. */
    private static final class Batch {
        final Map<String, Alert> alerts = new LinkedHashMap<>();
        long changes;

        void add(Alert alert) {
            alerts.put(alert.key(), alert);
            changes++;
        }

        void take(Batch other) {
            alerts.putAll(other.alerts);
            changes += other.changes;
        }

        boolean isCritical() {
            return alerts.values().stream()
                    .anyMatch(alert -> alert.level() == Level.CRITICAL && alert.state() != Alert.State.RESOLVED);
        }
    }

    private final AlertSettings settings;
    private final Rate rate;
    private final LongAdder heldBack;
    private final Map<String, Batch> groups = new LinkedHashMap<>();
    private final Map<String, Long> sentNanos = new LinkedHashMap<>();
    private Batch held = new Batch();

    Outbox(AlertSettings settings, LongAdder heldBack) {
        this.settings = settings;
        this.rate = new Rate(settings.perHour());
        this.heldBack = heldBack;
    }

    synchronized void add(Alert alert) {
        Batch batch = size() >= ALERTS ? held : groups.computeIfAbsent(group(alert), made -> new Batch());
        if (batch == held && held.alerts.size() >= ALERTS) {
            held.changes++;
            return;
        }
        batch.add(alert);
    }

    private int size() {
        return groups.values().stream().mapToInt(batch -> batch.alerts.size()).sum();
    }

    private String group(Alert alert) {
        return switch (settings.grouping()) {
            case KIND -> alert.finding().kind();
            case SUBJECT -> alert.subject();
            case ALERT -> alert.key();
        };
    }

    /** Returns what is to be sent now. */
    synchronized List<Notification> due(Instant now, long nowNanos) {
        sentNanos
                .values()
                .removeIf(sent -> nowNanos - sent >= settings.gathering().toNanos());
        List<Notification> due = new ArrayList<>();
        for (String group : ripe()) {
            Batch batch = groups.remove(group);
            if (batch == null) {
                continue;
            }
            if (held.alerts.isEmpty() && rate.take(batch.isCritical(), nowNanos)) {
                due.add(notification(now, batch, false));
                sentNanos.put(group, nowNanos);
            } else {
                held.take(batch);
                heldBack.add(batch.changes);
            }
        }
        if (!held.alerts.isEmpty() && rate.take(held.isCritical(), nowNanos)) {
            due.add(notification(now, held, true));
            held = new Batch();
        }
        return due;
    }

    /** The critical ones first: they get what the rate still permits. */
    private Collection<String> ripe() {
        return groups.entrySet().stream()
                .filter(group -> !sentNanos.containsKey(group.getKey()))
                .sorted(Comparator.comparing(group -> !group.getValue().isCritical()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns all that was not sent yet as one notification at most, whatever the time and the rate. */
    synchronized List<Notification> rest(Instant now) {
        groups.values().forEach(held::take);
        groups.clear();
        Batch rest = held;
        held = new Batch();
        return rest.alerts.isEmpty() ? List.of() : List.of(notification(now, rest, true));
    }

    private Notification notification(Instant now, Batch batch, boolean isSummary) {
        return Notification.of(now, batch.alerts.values(), batch.changes, isSummary, settings);
    }
}
