package io.governance.show;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which nodes are alive, judged by whether the time they write changes while we watch: their clocks and ours may differ
 * by any amount. A node watched for less than 30 seconds without a change is neither alive nor dead.
 */
record FleetWatch(Map<String, Sighting> sightings) {
    static final FleetWatch NOTHING = new FleetWatch(Map.of());
    static final long SEEN_NANOS = Duration.ofSeconds(30).toNanos();

    /**
     * The last change of what a node wrote.
     *
     * @param written the time it wrote; {@link Instant#MIN} when it has none
     * @param atNanos when we first saw that
     * @param hasChanged whether we saw another time before
     */
    record Sighting(Instant written, long atNanos, boolean hasChanged) {
        Sighting next(Instant now, long nowNanos) {
            return written.equals(now) ? this : new Sighting(now, nowNanos, true);
        }

        private boolean isRecent(long nowNanos) {
            return nowNanos - atNanos < SEEN_NANOS;
        }
    }

    /**
     * Takes another look.
     *
     * @param written when each node was last seen by its own clock
     * @param asked nodes that are watched although they have written nothing
     */
    FleetWatch next(Map<String, Instant> written, Set<String> asked, long nowNanos) {
        Map<String, Instant> all = new HashMap<>();
        asked.forEach(node -> all.put(node, Instant.MIN));
        all.putAll(written);
        Map<String, Sighting> next = new HashMap<>();
        all.forEach((node, at) -> {
            Sighting known = sightings.getOrDefault(node, new Sighting(at, nowNanos, false));
            next.put(node, known.next(at, nowNanos));
        });
        return new FleetWatch(Map.copyOf(next));
    }

    Set<String> alive(long nowNanos) {
        return nodes(sighting -> sighting.hasChanged() && sighting.isRecent(nowNanos));
    }

    Set<String> dead(long nowNanos) {
        return nodes(sighting -> !sighting.isRecent(nowNanos));
    }

    /** Whether nothing that a node wrote has changed for this long while we watched. */
    boolean isSilentFor(Duration length, String node, long nowNanos) {
        Sighting sighting = sightings.get(node);
        return sighting != null && nowNanos - sighting.atNanos() >= length.toNanos();
    }

    private Set<String> nodes(Predicate<Sighting> wanted) {
        Set<String> nodes = new TreeSet<>();
        sightings.forEach((node, sighting) -> {
            if (wanted.test(sighting)) {
                nodes.add(node);
            }
        });
        return nodes;
    }
}
