package io.governance.show;

import io.governance.measure.Time;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks the fleet for a permit to leave rotation, so that at most a share of it is out at once.
 *
 * <p>A permit is believed for 20 seconds after a sign of life began that the others can see, and expires in their eyes
 * only after 30 seconds without one: a node cut off from the store is back in rotation before its permit can be given to
 * another. Whose next sign comes later than that gives the permit back and asks again, since it may have expired in
 * between. {@link #turn} does I/O on a thread that may wait; the rest only looks at memory.
 */
final class FleetFuse {
    static final long LEASE_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long ASK_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int ATTEMPTS = 20;

    private final Store store;
    private final String node;
    private final double share;
    private final Time time;
    private final Executor rememberer;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private FleetWatch watch = FleetWatch.NOTHING;
    private FleetPermits permits = FleetPermits.NONE;
    private long version;
    private Instant written = Instant.MIN;
    private long nextAskNanos;
    private volatile boolean isWanted;
    private volatile boolean isGranted;
    private volatile long seenNanos;

    FleetFuse(Store store, String node, double share, Time time, Executor rememberer) {
        this.store = store;
        this.node = node;
        this.share = share;
        this.time = time;
        this.rememberer = rememberer;
        this.nextAskNanos = time.nanos();
    }

    /** Says whether this node wants to be out; asks at once when that changed, then every five seconds. */
    void want(boolean isOutWanted, long nowNanos) {
        boolean isNews = isWanted != isOutWanted;
        isWanted = isOutWanted;
        boolean isOpen = isOutWanted && !isHeld(nowNanos) && nowNanos - nextAskNanos >= 0;
        if ((isNews || isOpen) && isAsked.compareAndSet(false, true)) {
            nextAskNanos = nowNanos + ASK_NANOS;
            rememberer.execute(this::turn);
        }
    }

    boolean isHeld(long nowNanos) {
        return isGranted && nowNanos - seenNanos < LEASE_NANOS;
    }

    /** Does I/O: says that this node is alive, and settles its permit. */
    synchronized void turn() {
        isAsked.set(false);
        long began = time.nanos();
        store.fleet().seen(node, time.now());
        boolean isUnbroken = isGranted && time.nanos() - seenNanos < FleetWatch.SEEN_NANOS;
        Instant before = written;
        isGranted = settle(isUnbroken) && permits.isHeldBy(node);
        if (!written.equals(before)) {
            seenNanos = began;
        }
    }

    /**
     * Appends until there is nothing left to decide. The ledger is read before the signs of life, so that whoever holds
     * a permit is judged by a sign at least as young as its permit.
     */
    private boolean settle(boolean isUnbroken) {
        Ledger ledger = store.ledger();
        String stream = store.fleet().stream();
        boolean isKept = isUnbroken;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (Ledger.Entry entry : ledger.read(stream, version)) {
                version = entry.version();
                permits = fold(permits, entry);
            }
            long looked = look();
            boolean isOutWanted = isWanted && (isKept || !permits.isHeldBy(node));
            Optional<FleetPermits.Event> decided =
                    permits.decide(node, isOutWanted, watch.alive(looked), watch.dead(looked), share);
            if (decided.isEmpty()) {
                return true;
            }
            FleetPermits.Event event = decided.get();
            OptionalLong appended = ledger.append(stream, version, event.kind().name(), Map.of("node", event.node()));
            if (appended.isPresent()) {
                version = appended.getAsLong();
                permits = permits.next(event);
                isKept |= event.kind() == FleetPermits.Kind.GRANTED;
            }
        }
        return false;
    }

    /** Returns when it began to look: nobody may be called silent for the time that looking took. */
    private long look() {
        long began = time.nanos();
        Map<String, Instant> nodes = store.fleet().nodes(time.now().minus(REMEMBERED));
        watch = watch.next(nodes, permits.holders(), time.nanos());
        written = nodes.getOrDefault(node, written);
        return began;
    }

    /** What another version of this library wrote, and this one does not know, changes nothing. */
    static FleetPermits fold(FleetPermits before, Ledger.Entry entry) {
        for (FleetPermits.Kind kind : FleetPermits.Kind.values()) {
            if (kind.name().equals(entry.type()) && entry.facts().containsKey("node")) {
                return before.next(new FleetPermits.Event(kind, entry.facts().getOrDefault("node", "")));
            }
        }
        return before;
    }
}
