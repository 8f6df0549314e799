package io.governance.resolve;

import io.governance.measure.Time;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the store knows beside the issue itself: findings, and the builds that nodes run. Does I/O. */
final class Surroundings {
    static final String BUILDS = "build/";

    /** As {@code io.governance.show} and governance-flags name their streams: the arrows do not lead there. */
    static final String ALERTS = "alert/";

    static final String SWAPS = "swap/";
    /** Nodes say every five seconds that they live, but by their own clocks, which may be minutes behind ours. */
    private static final Duration MAY_LIVE = Duration.ofMinutes(15);

    private static final String ROLLBACK = "SWAP_ROLLED_BACK/";
    private static final Set<String> OVER = Set.of("RESOLVED", "NOTED");

    private final Store store;
    private final Time time;

    Surroundings(Store store, Time time) {
        this.store = store;
        this.time = time;
    }

    Instant now() {
        return time.now();
    }

    boolean isKnown(String findingKey) {
        return !store.ledger().read(ALERTS + findingKey, 0).isEmpty();
    }

    List<String> knownFindings(String subject) {
        return store.ledger().streams(ALERTS).stream()
                .map(stream -> stream.substring(ALERTS.length()))
                .filter(key -> key.contains("/" + subject))
                .limit(10)
                .toList();
    }

    /** Why a finding cannot count as gone since a moment; empty when it can. */
    Optional<String> repeat(String findingKey, Instant since) {
        List<Ledger.Entry> alert = store.ledger().read(ALERTS + findingKey, 0);
        Optional<Ledger.Entry> again = first(alert, "FIRED", since);
        if (again.isPresent()) {
            return Optional.of(findingKey + " fired again at " + again.get().at());
        }
        if (findingKey.startsWith(ROLLBACK)) {
            String swap = SWAPS + findingKey.substring(ROLLBACK.length());
            Optional<Ledger.Entry> rollback = first(store.ledger().read(swap, 0), "ROLLED_BACK", since);
            if (rollback.isPresent()) {
                return Optional.of(
                        swap + " was rolled back again at " + rollback.get().at());
            }
        }
        boolean isOver =
                alert.isEmpty() || OVER.contains(alert.get(alert.size() - 1).type());
        return isOver ? Optional.empty() : Optional.of(findingKey + " still holds");
    }

    private static Optional<Ledger.Entry> first(List<Ledger.Entry> entries, String type, Instant after) {
        return entries.stream()
                .filter(entry -> entry.type().equals(type) && entry.at().isAfter(after))
                .findFirst();
    }

    /** The build of every node that may be alive, by node; empty text where a node has not told. */
    Map<String, String> builds() {
        Map<String, String> builds = new TreeMap<>();
        Set<String> nodes = store.fleet().nodes(time.now().minus(MAY_LIVE)).keySet();
        nodes.forEach(node -> builds.put(node, build(node)));
        if (nodes.isEmpty()) {
            store.ledger().streams(BUILDS).forEach(stream -> {
                String node = stream.substring(BUILDS.length());
                builds.put(node, build(node));
            });
        }
        return builds;
    }

    private String build(String node) {
        List<Ledger.Entry> told = store.ledger().read(BUILDS + node, 0);
        return told.isEmpty() ? "" : told.get(told.size() - 1).facts().getOrDefault(Proof.BUILD, "");
    }
}
