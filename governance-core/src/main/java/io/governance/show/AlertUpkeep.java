package io.governance.show;

import io.governance.judge.Level;
import io.governance.measure.Time;
import io.governance.remember.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what this node knows of alerts in step with the ledger, a few streams at a time: what was open before a restart
 * or belongs to other nodes, what people said elsewhere, and nodes that died without a word.
 */
final class AlertUpkeep {
    static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration SCAN = Duration.ofHours(1);
    /** Nodes say every five seconds that they live; by our clock, since theirs may differ by any amount. */
    private static final Duration DEAD = Duration.ofSeconds(60);
    /** The last one stays until whoever took its place has measured for long enough to see what it saw. */
    static final Duration LAST_DEAD = DEAD.plus(Alerts.SETTLING);

    private static final int STREAMS = 50;

    /** An alert of the ledger that this node did not know of. */
    record Adoption(String key, AlertStream stream, AlertState state) {}

    private final Store store;
    private final Time time;
    private final Function<String, AlertStream> streams;
    private final Supplier<Map<String, AlertStream>> followed;
    private final LongAdder failures;
    private final AtomicBoolean isRunning = new AtomicBoolean();
    private final Queue<Adoption> adoptions = new ConcurrentLinkedQueue<>();
    private final Deque<String> toScan = new ArrayDeque<>();
    private final Deque<String> toRefresh = new ArrayDeque<>();
    private boolean hasScanned;
    private long scannedNanos;
    private FleetWatch nodes = FleetWatch.NOTHING;
    private long lookedNanos;
    private boolean hasStarted;
    private long startedNanos;

    /**
     * @param streams makes the stream of a key
     * @param followed the streams of the alerts that are followed already, by key
     */
    AlertUpkeep(
            Store store,
            Time time,
            Function<String, AlertStream> streams,
            Supplier<Map<String, AlertStream>> followed,
            LongAdder failures) {
        this.store = store;
        this.time = time;
        this.streams = streams;
        this.followed = followed;
        this.failures = failures;
    }

    /** Starts a round if one is due and the one before is over; one that was dropped is made up for by the next. */
    void start(Executor rememberer, long nowNanos) {
        boolean isTooEarly = hasStarted && nowNanos - startedNanos < PERIOD.toNanos();
        if (isTooEarly || isRunning.get()) {
            return;
        }
        hasStarted = true;
        startedNanos = nowNanos;
        try {
            rememberer.execute(this::round);
        } catch (RuntimeException e) {
            failures.increment();
        }
    }

    /** Returns the next alert to follow from now on; null when there is none. */
    @Nullable
    Adoption adoption() {
        return adoptions.poll();
    }

    /** Does I/O. */
    private void round() {
        if (!isRunning.compareAndSet(false, true)) {
            return;
        }
        try {
            scan();
            refresh();
        } catch (RuntimeException e) {
            failures.increment();
        } finally {
            isRunning.set(false);
        }
    }

    private void scan() {
        if (toScan.isEmpty() && (!hasScanned || time.nanos() - scannedNanos >= SCAN.toNanos())) {
            toScan.addAll(store.ledger().streams(AlertStream.PREFIX));
            hasScanned = true;
            scannedNanos = time.nanos();
        }
        Map<String, AlertStream> known = followed.get();
        for (int i = 0; i < STREAMS && !toScan.isEmpty(); i++) {
            String key = toScan.peek().substring(AlertStream.PREFIX.length());
            if (!known.containsKey(key)) {
                AlertStream stream = streams.apply(key);
                AlertState state = stream.refresh();
                if (state.clock().first() != null
                        && (state.isOpen() || !state.clock().isOld(time.now()))) {
                    adoptions.add(new Adoption(key, stream, state));
                }
            }
            toScan.remove();
        }
    }

    private void refresh() {
        Map<String, AlertStream> known = followed.get();
        if (toRefresh.isEmpty()) {
            toRefresh.addAll(known.keySet());
        }
        Map<AlertStream, AlertState> states = new LinkedHashMap<>();
        for (int i = 0; i < STREAMS && !toRefresh.isEmpty(); i++) {
            @Nullable AlertStream stream = known.get(toRefresh.remove());
            if (stream != null) {
                states.put(stream, stream.refresh());
            }
        }
        lookAtNodes(states.values());
        states.forEach((stream, state) -> {
            for (String member : List.copyOf(state.members().keySet())) {
                Duration silence = state.members().size() == 1 ? LAST_DEAD : DEAD;
                if (!member.equals(store.node()) && nodes.isSilentFor(silence, member, time.nanos())) {
                    stream.act(now -> leaving(now, member), time.nanos());
                }
            }
        });
    }

    /** After a pause, such as an outage of the store, nobody is taken for dead before it had time to say that it lives. */
    private void lookAtNodes(Collection<AlertState> states) {
        long now = time.nanos();
        FleetWatch before = now - lookedNanos < DEAD.toNanos() ? nodes : FleetWatch.NOTHING;
        Set<String> members = new HashSet<>(before.sightings().keySet());
        states.forEach(state -> members.addAll(state.members().keySet()));
        nodes = states.isEmpty() ? before : before.next(store.fleet().nodes(), members, now);
        lookedNanos = now;
    }

    private @Nullable AlertEvent leaving(AlertState state, String dead) {
        if (!state.members().containsKey(dead) || state.finding() == null) {
            return null;
        }
        boolean isLast = state.members().size() == 1;
        return new AlertEvent(
                isLast ? AlertEvent.Kind.RESOLVED : AlertEvent.Kind.LEFT,
                time.now(),
                dead,
                state.members().getOrDefault(dead, Level.INFO),
                state.finding(),
                state.harm(),
                null);
    }
}
