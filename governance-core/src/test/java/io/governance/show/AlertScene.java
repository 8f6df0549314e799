package io.governance.show;

import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.measure.ManualTime;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nodes that share a store, and what each of them tells. */
final class AlertScene {
    static final String KEY = "ERROR_RATE/orders/com.acme.Orders.load(Orders.java:42)";
    static final String STREAM = "alert/" + KEY;

    /** As sure as the protocol asks. */
    static final Policy.Hysteresis SURE = Policy.protocol().hysteresis();

    /** Everything is sent at once, each alert for itself. */
    static final AlertSettings AT_ONCE = AlertSettings.builder()
            .perHour(3_600)
            .gathering(Duration.ZERO)
            .grouping(AlertSettings.Grouping.ALERT)
            .build();

    final ManualTime time = new ManualTime();
    final Store store = Store.inMemory("node", time);
    final List<String> told = new ArrayList<>();

    Alerts node(String name) {
        return node(name, store.ledger());
    }

    Alerts node(String name, Ledger ledger) {
        store.fleet().seen(name, time.now());
        return new Alerts(
                SURE,
                new AnotherNode(store, ledger, name),
                time,
                AT_ONCE,
                List.of(this::hear),
                Runnable::run,
                () -> Runnable::run);
    }

    private void hear(Notification notification) {
        notification.alerts().forEach(alert -> told.add(alert.state() + " " + alert.level()));
    }

    /** Shows examinations, one for each letter: w a warning, c critical, i info, anything else nothing. */
    void see(Alerts alerts, String levels) {
        for (int i = 0; i < levels.length(); i++) {
            alerts.update(
                    switch (levels.charAt(i)) {
                        case 'i' -> Findings.of(time, Level.INFO);
                        case 'w' -> Findings.of(time, Level.WARNING);
                        case 'c' -> Findings.of(time, Level.CRITICAL);
                        default -> Findings.none(time);
                    });
        }
    }

    List<String> types() {
        return store.ledger().read(STREAM, 0).stream().map(Ledger.Entry::type).toList();
    }
}
