package io.governance.show;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which nodes may stay out of rotation: the fold of the ledger's stream {@code fleet}.
 *
 * <p>A node decides from the entries it has read, and its entry counts only when no other came in between: so the limit
 * holds however many decide at once. An entry that changes nothing (a permit granted twice, returned by a node without
 * one) is possible after a lost answer, and harmless.
 */
record FleetPermits(Set<String> holders) {
    static final FleetPermits NONE = new FleetPermits(Set.of());

    /** What may happen to a node's permit. */
    enum Kind {
        /** The node may leave rotation. */
        GRANTED,
        /** The node is back. */
        RETURNED,
        /** The node was not seen for too long: others need its permit. */
        EXPIRED
    }

    /** One entry of the stream. */
    record Event(Kind kind, String node) {}

    FleetPermits next(Event event) {
        Set<String> next = new TreeSet<>(holders);
        boolean isChanged = switch (event.kind()) {
            case GRANTED -> next.add(event.node());
            case RETURNED, EXPIRED -> next.remove(event.node());
        };
        return isChanged ? new FleetPermits(Set.copyOf(next)) : this;
    }

    boolean isHeldBy(String node) {
        return holders.contains(node);
    }

    /**
     * Returns what a node should append next.
     *
     * @param isWanted whether it wants to be out of rotation
     * @param alive the nodes it has seen lately
     * @param dead the nodes it knows to be silent
     * @param share of the living nodes that may be out at once
     */
    Optional<Event> decide(String node, boolean isWanted, Set<String> alive, Set<String> dead, double share) {
        if (isHeldBy(node)) {
            return isWanted ? Optional.empty() : Optional.of(new Event(Kind.RETURNED, node));
        }
        if (!isWanted || !alive.contains(node)) {
            return Optional.empty();
        }
        Optional<Event> expiry = new TreeSet<>(holders)
                .stream().filter(dead::contains).findFirst().map(holder -> new Event(Kind.EXPIRED, holder));
        if (expiry.isPresent()) {
            return expiry;
        }
        return holders.size() < limit(share, alive.size())
                ? Optional.of(new Event(Kind.GRANTED, node))
                : Optional.empty();
    }

    /** Returns how many of the nodes may be out at once. */
    static int limit(double share, int nodes) {
        double rounding = 1e-9;
        return (int) Math.floor(share * nodes + rounding);
    }
}
