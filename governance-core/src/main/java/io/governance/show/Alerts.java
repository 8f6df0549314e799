package io.governance.show;

import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.judge.Reading;
import io.governance.measure.Signal;
import io.governance.measure.Time;
import io.governance.remember.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns findings into alerts with a life of their own: certain before they fire, told once, due in time, then resolved.
 *
 * <p>An alert fires after two of the last three examinations, and is resolved or lowered only after three in a row whose
 * values were all well within the line (or as {@link Policy#hysteresis()} says). An examination that could not say (an
 * examiner failed, or there was too little data) is neither good nor bad. The key does not name an instance: all instances that see the same thing are members of one alert, which ends when the
 * last one no longer sees it. A warning has a deadline 24 hours after it first was one, which firing again does not
 * move; a critical alert is due at once. Every change is appended to the ledger's stream {@code alert/KEY}, from which
 * the state is folded, also after a restart; of several nodes the one whose append succeeds tells people. When the
 * store does not answer, people are told all the same.
 *
 * <p>At most 1,000 alerts are followed at a time. {@link #update} is for one thread; the rest is thread-safe.
 */
public final class Alerts implements AutoCloseable {
    static final int ALERTS = 1_000;
    /** How long after a restart an alert of before is kept without being seen: the window that is judged. */
    static final Duration SETTLING = Duration.ofMinutes(5);

    private final Policy.Hysteresis hysteresis;
    private final Store store;
    private final Time time;
    private final AlertSettings settings;
    private final Executor rememberer;
    private final Notifier notifier;
    private final AlertUpkeep upkeep;
    private final AlertActs acts;
    private final LongAdder failures = new LongAdder();
    private final LongAdder overflow = new LongAdder();
    private final Map<String, AlertWatch> watches = new ConcurrentHashMap<>();
    private volatile List<Alert> open = List.of();
    private volatile List<Alert> resolved = List.of();

    /**
     * Makes alerts; those that the store knows to be open are followed from the first examination on.
     *
     * @param hysteresis how often a finding must be seen before it is an alert, and how long not before it is none
     * @param sinks who is told
     * @param rememberer runs what talks to the ledger, on a thread that may wait
     * @param couriers makes, for each sink, what runs it: {@link #threads} unless time stands still
     */
    public Alerts(
            Policy.Hysteresis hysteresis,
            Store store,
            Time time,
            AlertSettings settings,
            List<AlertSink> sinks,
            Executor rememberer,
            Supplier<Executor> couriers) {
        this.hysteresis = hysteresis;
        this.store = store;
        this.time = time;
        this.settings = settings;
        this.rememberer = rememberer;
        this.notifier = new Notifier(sinks, settings, couriers, failures);
        this.upkeep = new AlertUpkeep(store, time, this::stream, this::followed, failures);
        this.acts = new AlertActs(store.ledger(), time, store.node(), this::streamOf);
    }

    /** Returns what gives each sink a thread of its own, with a queue of 100 notifications. */
    public static Supplier<Executor> threads() {
        return Courier::new;
    }

    /** Takes the latest examination into account. */
    public void update(Examination latest) {
        Instant now = time.now();
        adopt(now);
        Map<String, Finding> found = latest.findings().stream()
                .filter(finding -> finding.level().isAtLeast(Level.INFO))
                .collect(Collectors.toMap(
                        Finding::key,
                        Function.identity(),
                        (one, other) -> one.level().isAtLeast(other.level()) ? one : other));
        found.forEach((key, finding) -> watch(key));
        Set<String> unknown = withoutData(latest);
        Map<String, Level> held = held(latest);
        Map<String, Alert.Harm> harms = harms(latest);
        watches.forEach((key, watch) -> {
            Finding finding = found.get(key);
            boolean mayBeMissed = !latest.failures().isEmpty() && !DependencyState.isNamedBy(key);
            boolean isUnknown = finding == null && (mayBeMissed || watch.isAbout(unknown));
            if (finding != null) {
                watch.see(finding, held.getOrDefault(key, finding.level()));
            } else if (isUnknown) {
                watch.seeUnknown();
            } else {
                watch.seeNothing(now, held.getOrDefault(key, Level.ACCEPTABLE));
            }
            Alert.Harm harm = harms.getOrDefault(watch.subject(), Alert.Harm.UNKNOWN);
            watch.advance(now, time.nanos(), settings.criticalGrace(), harm);
            watch.remember(rememberer, time.nanos());
        });
        watches.values().removeIf(watch -> watch.isForgettable(now));
        upkeep.start(rememberer, time.nanos());
        show();
        notifier.deliver(now, time.nanos());
    }

    private void show() {
        List<Alert> all = watches.values().stream()
                .filter(AlertWatch::hasFired)
                .map(AlertWatch::alert)
                .sorted(Comparator.comparing(Alert::level)
                        .reversed()
                        .thenComparing(Alert::since)
                        .thenComparing(Alert::key))
                .toList();
        open = all.stream()
                .filter(alert -> alert.state() != Alert.State.RESOLVED)
                .toList();
        resolved = all.stream()
                .filter(alert -> alert.state() == Alert.State.RESOLVED)
                .toList();
    }

    private void adopt(Instant now) {
        for (AlertUpkeep.Adoption next = upkeep.adoption(); next != null; next = upkeep.adoption()) {
            if (!watches.containsKey(next.key()) && hasRoom()) {
                watches.put(
                        next.key(),
                        AlertWatch.adopted(
                                store.node(),
                                Hysteresis.of(hysteresis),
                                next.stream(),
                                next.state(),
                                now.plus(SETTLING),
                                failures));
            }
        }
    }

    private void watch(String key) {
        if (!watches.containsKey(key) && hasRoom()) {
            watches.put(key, AlertWatch.found(store.node(), Hysteresis.of(hysteresis), stream(key), failures));
        }
    }

    /** What is resolved makes room: it can be read from the ledger again. */
    private boolean hasRoom() {
        if (watches.size() < ALERTS || watches.values().removeIf(AlertWatch::isIdle)) {
            return true;
        }
        overflow.increment();
        return false;
    }

    private AlertStream stream(String key) {
        return new AlertStream(store.ledger(), key, notifier, failures);
    }

    private AlertStream streamOf(String key) {
        @Nullable AlertWatch watch = watches.get(key);
        return watch == null ? stream(key) : watch.stream();
    }

    private Map<String, AlertStream> followed() {
        return watches.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().stream()));
    }

    /** The level that each value would not yet leave, by the key of its finding. */
    private static Map<String, Level> held(Examination latest) {
        return latest.readings().stream()
                .filter(reading -> reading.held().isAtLeast(Level.INFO))
                .collect(Collectors.toMap(
                        reading -> reading.signal().name() + "/" + reading.subject(), Reading::held, Level::worse));
    }

    private static Set<String> withoutData(Examination latest) {
        Set<String> unknown = new HashSet<>();
        latest.readings().stream()
                .filter(reading -> reading.level() == Level.NO_DATA)
                .forEach(reading -> unknown.add(reading.signal().name() + "/" + reading.subject()));
        return unknown;
    }

    /** Every operation has a reading of its response time, over all of its calls. */
    private static Map<String, Alert.Harm> harms(Examination latest) {
        List<Reading> calls = latest.readings().stream()
                .filter(reading -> reading.signal() == Signal.RESPONSE_TIME)
                .toList();
        long all = calls.stream().mapToLong(Reading::samples).sum();
        Map<String, Alert.Harm> harms = new HashMap<>();
        calls.forEach(reading -> harms.put(reading.subject(), new Alert.Harm(reading.samples(), all)));
        return harms;
    }

    /** Returns the alerts that hold now, the worst first, then the oldest. */
    public List<Alert> open() {
        return open;
    }

    /** Returns the alerts that ended within the last 24 hours; some of them may still lack their note. */
    public List<Alert> resolved() {
        return resolved;
    }

    /**
     * Takes an alert for a while: it is not overdue meanwhile if critical, and given back when it becomes worse. Reads
     * and writes the store.
     *
     * @param key of the alert
     * @param owner who takes it
     * @param span for how long; at most 24 hours
     * @param reason what is being done
     * @throws IllegalArgumentException when no alert has the key, or with all that is wrong with the rest
     * @throws IllegalStateException when it is resolved already, or others changed it again and again meanwhile
     */
    public Alert acknowledge(String key, String owner, Duration span, String reason) {
        Alert taken = acts.acknowledge(key, owner, span, reason);
        notifier.deliver(time.now(), time.nanos());
        return taken;
    }

    /**
     * Says how an alert was resolved. One that still holds is RESOLVING until the figures agree, for an hour at most;
     * one that ended by itself gets the note that it lacks. Reads and writes the store.
     *
     * @param key of the alert
     * @param who says so
     * @param note what was done
     * @throws IllegalArgumentException when no alert has the key, or with all that is wrong with the rest
     * @throws IllegalStateException when somebody has said so already and the figures do not agree yet
     */
    public Alert resolve(String key, String who, String note) {
        return acts.resolve(key, who, note);
    }

    /** Returns how often a sink threw or the ledger could not be written. */
    public long failures() {
        return failures.sum();
    }

    /** Returns how many findings, over all examinations, were turned away because 1,000 alerts were followed. */
    public long overflow() {
        return overflow.sum();
    }

    /** Returns how many notifications never reached their sink: it threw, or too many waited for it. */
    public long undelivered() {
        return notifier.undelivered();
    }

    /** Returns how many changes of alerts were held back by the permitted rate, and told in a summary. */
    public long heldBack() {
        return notifier.heldBack();
    }

    /** Returns the examiner that tells when alerts themselves are in trouble. */
    public Examiner examiner() {
        return new AlertExaminer(this, time);
    }

    /** Sends what is gathered, whatever the time, and waits for it a second for each sink at most; counts the rest. */
    @Override
    public void close() {
        notifier.close(time.now());
    }
}
