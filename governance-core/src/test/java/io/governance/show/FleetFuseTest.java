package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.ManualTime;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import io.governance.remember.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FleetFuseTest {
    private static final class Node {
        final String name;
        final SharedStore store;
        final Deque<Runnable> waiting = new ArrayDeque<>();
        final FleetFuse fuse;
        boolean isBusy;
        boolean isFrozen;

        Node(String name, Store shared, double share, ManualTime time) {
            this.name = name;
            this.store = new SharedStore(shared, name);
            this.fuse = new FleetFuse(store, name, share, time, waiting::add);
        }

        /** What the node's own thread for the store does next: what waits, or a turn of the heartbeat. */
        void act() {
            if (isBusy || isFrozen) {
                return;
            }
            isBusy = true;
            Runnable next = waiting.isEmpty() ? fuse::turn : waiting.remove();
            try {
                next.run();
            } catch (StoreUnavailableException cutOff) {
                assertTrue(store.isCut);
            } finally {
                isBusy = false;
            }
        }
    }

    private final ManualTime time = new ManualTime();
    private final Store shared = Store.inMemory("shared", time);
    private final List<Node> nodes = new ArrayList<>();

    private void fleetOf(int count, double share) {
        for (int i = 0; i < count; i++) {
            nodes.add(new Node("node-" + i, shared, share, time));
        }
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            time.pass(Duration.ofSeconds(5));
            nodes.forEach(Node::act);
        }
    }

    private Set<String> out() {
        Set<String> out = new TreeSet<>();
        for (Node node : nodes) {
            if (node.fuse.isHeld(time.nanos())) {
                out.add(node.name);
            }
        }
        return out;
    }

    private Set<String> holders() {
        FleetPermits permits = FleetPermits.NONE;
        for (Ledger.Entry entry : shared.ledger().read("fleet", 0)) {
            permits = FleetFuse.fold(permits, entry);
        }
        return permits.holders();
    }

    private void allWant(boolean isOutWanted) {
        nodes.forEach(node -> node.fuse.want(isOutWanted, time.nanos()));
    }

    @Test
    void ofTenThatWantToLeaveThreeMay() {
        fleetOf(10, 0.34);
        rounds(3);
        allWant(true);
        rounds(3);
        assertEquals(3, out().size());
        assertEquals(out(), holders());
        allWant(false);
        rounds(2);
        assertEquals(Set.of(), holders());
    }

    @Test
    void oneOrTwoNodesNeverLeave() {
        for (int count : new int[] {1, 2}) {
            nodes.clear();
            fleetOf(count, 0.34);
            allWant(true);
            rounds(20);
            assertEquals(Set.of(), out());
        }
    }

    @Test
    void withoutTheStoreNobodyLeavesAndWhoIsOutComesBackBeforeItsPermitExpires() {
        fleetOf(3, 0.34);
        rounds(3);
        nodes.get(0).fuse.want(true, time.nanos());
        rounds(1);
        assertEquals(Set.of("node-0"), out());
        nodes.get(0).store.isCut = true;
        rounds(5);
        assertEquals(Set.of(), out(), "its lease has run out");
        assertEquals(Set.of("node-0"), holders(), "the others do not take the permit before");
        nodes.get(1).fuse.want(true, time.nanos());
        rounds(3);
        assertEquals(Set.of(), out(), "a fleet of two has no permit to give");
        assertEquals(Set.of(), holders(), "but the silent node's has expired");
        assertThrows(StoreUnavailableException.class, () -> nodes.get(0).fuse.turn());
    }

    @Test
    void thePermitOfADeadNodeIsGivenToAnother() {
        fleetOf(4, 0.34);
        rounds(3);
        nodes.get(0).fuse.want(true, time.nanos());
        rounds(1);
        nodes.get(0).isFrozen = true;
        nodes.get(1).fuse.want(true, time.nanos());
        rounds(8);
        assertEquals(Set.of("node-1"), out());
        assertEquals(Set.of("node-1"), holders());
    }

    @Test
    void aNodeThatStartsAgainGivesItsOldPermitBack() {
        fleetOf(3, 0.34);
        rounds(3);
        nodes.get(0).fuse.want(true, time.nanos());
        rounds(1);
        assertEquals(Set.of("node-0"), holders());
        nodes.set(0, new Node("node-0", shared, 0.34, time));
        rounds(1);
        assertEquals(Set.of(), holders());
    }

    @Test
    void ofTwoThatAppendAtOnceOneWins() {
        fleetOf(3, 0.34);
        rounds(3);
        allWant(true);
        Node first = nodes.get(0);
        Node second = nodes.get(1);
        first.store.inBetween = second::act;
        first.act();
        first.store.inBetween = () -> {};
        assertEquals(Set.of("node-1"), holders());
        assertFalse(first.fuse.isHeld(time.nanos()));
        assertTrue(second.fuse.isHeld(time.nanos()));
    }

    @Test
    void whoLookedLongAgoCallsNobodySilent() {
        fleetOf(6, 0.34);
        rounds(3);
        nodes.get(0).fuse.want(true, time.nanos());
        rounds(1);
        time.pass(Duration.ofSeconds(28));
        Node slow = nodes.get(1);
        slow.fuse.want(true, time.nanos());
        slow.store.afterLook = () -> {
            slow.store.afterLook = () -> {};
            time.pass(Duration.ofSeconds(1));
            nodes.get(0).act();
            time.pass(Duration.ofSeconds(3));
        };
        slow.act();
        assertTrue(holders().contains("node-0"), () -> "of " + holders());
        assertTrue(out().contains("node-0"), () -> "of " + out());
    }

    @Test
    void wallClocksThatDifferByHoursDoNotMatter() {
        FleetWatch watch = FleetWatch.NOTHING;
        java.time.Instant wrong = time.now().minus(Duration.ofHours(9));
        for (int i = 0; i < 3; i++) {
            watch = watch.next(Map.of("skewed", wrong.plusSeconds(5L * i)), Set.of("gone"), time.nanos());
            time.pass(Duration.ofSeconds(5));
        }
        assertEquals(Set.of("skewed"), watch.alive(time.nanos()));
        assertEquals(Set.of(), watch.dead(time.nanos()));
        time.pass(Duration.ofSeconds(30));
        assertEquals(Set.of(), watch.alive(time.nanos()));
        assertEquals(Set.of("gone", "skewed"), watch.dead(time.nanos()));
    }

    /** Nodes want, freeze, are cut off, start again and act between any two steps of each other. */
    @Test
    void neverMoreAreOutThanTheShareWhateverHappens() {
        long seed = System.nanoTime();
        int granted = 0;
        for (int run = 0; run < 60; run++) {
            long runSeed = seed + run;
            granted += new FleetFuseTest().run(runSeed);
        }
        assertTrue(granted > 300, "only " + granted + " permits were granted, seed " + seed);
    }

    private int run(long seed) {
        Random random = new Random(seed);
        int count = 3 + random.nextInt(10);
        double share = List.of(0.2, 0.34, 0.5).get(random.nextInt(3));
        fleetOf(count, share);
        nodes.forEach(node -> node.store.inBetween = () -> {
            if (random.nextInt(3) == 0) {
                time.pass(Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 40_000 : 500)));
                pick(random).act();
            }
        });
        rounds(3);
        for (int step = 0; step < 400; step++) {
            Node node = pick(random);
            switch (random.nextInt(14)) {
                case 0 -> node.store.isCut = !node.store.isCut;
                case 1 -> node.isFrozen = !node.isFrozen;
                case 2, 3, 4 -> node.fuse.want(true, time.nanos());
                case 5 -> node.fuse.want(false, time.nanos());
                case 6 -> time.pass(Duration.ofSeconds(random.nextInt(15)));
                default -> node.act();
            }
            Set<String> out = out();
            assertTrue(holders().containsAll(out), () -> "one is out without a permit, seed " + seed);
            assertTrue(out.size() <= FleetPermits.limit(share, count), () -> "seed " + seed);
        }
        return grants(share, seed);
    }

    private Node pick(Random random) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private int grants(double share, long seed) {
        int grants = 0;
        FleetPermits permits = FleetPermits.NONE;
        Set<String> ever = new HashSet<>();
        for (Ledger.Entry entry : shared.ledger().read("fleet", 0)) {
            permits = FleetFuse.fold(permits, entry);
            if (entry.type().equals("GRANTED")) {
                grants++;
                ever.add(entry.facts().get("node"));
                assertTrue(
                        permits.holders().size() <= FleetPermits.limit(share, nodes.size()),
                        () -> "at entry " + entry.version() + ", seed " + seed);
            }
        }
        assertTrue(ever.size() <= nodes.size());
        return grants;
    }
}
