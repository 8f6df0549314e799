package io.governance.flags;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.measure.Operation;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** One node of an application, stepped by hand: its clocks, its line to the store, and an operation to swap. */
final class Node implements AutoCloseable {
    /** Calls before anything is mirrored. */
    static final int BASELINE = 40;

    static final String SWAP = "dashboard-2027";
    static final String BUILD = "build-7";
    static final Side<Integer, Integer> DOUBLED = input -> input * 2;

    final ManualTime time;
    final SharedStore store;
    final Governance governance;
    final Operation operation;
    private final SplittableRandom random;
    private int input;

    Node() {
        this(new ManualTime());
    }

    private Node(ManualTime time) {
        this(time, Store.inMemory("memory", time), "node-1", 7);
    }

    Node(ManualTime time, Store shared, String name, long seed) {
        this.time = time;
        this.store = new SharedStore(shared, name);
        this.governance = Governance.builder().manual().time(time).store(store).build();
        this.operation = governance.operation("customer.dashboard");
        this.random = new SplittableRandom(seed);
    }

    /** Settings small enough for a test, on the same rules as the defaults. */
    static Rollout.Builder rollout() {
        return Rollout.builder()
                .baseline(BASELINE)
                .shadow(60, 1.0, 1.0)
                .canary(0.1)
                .ramp(0.3, 0.5)
                .bake(0.9, Duration.ofMinutes(2))
                .minimum(40, Duration.ofSeconds(2))
                .warmUp(0, Duration.ZERO)
                .errorMargin(0.05)
                .moreTolerated(4) // CPU time and allocation are the test machine's, not the manual clock's
                .attempts(3, Duration.ofMinutes(1))
                .buildId(BUILD);
    }

    /** A swap between the two sides with the settings above, seventy percent faster being the target. */
    Swap<Integer, Integer> swap(Side<Integer, Integer> old, Side<Integer, Integer> fresh) {
        return Swap.builder(operation, SWAP)
                .target(Target.responseTime().fasterByAtLeast(70))
                .rollout(rollout().build())
                .coin(coin())
                .build(old, fresh);
    }

    LongSupplier coin() {
        return () -> {
            synchronized (random) {
                return random.nextLong();
            }
        };
    }

    /** A side that takes about so long on the manual clock: the spread is that of a real operation. */
    Side<Integer, Integer> taking(Duration median, Side<Integer, Integer> side) {
        return asked -> {
            double spread;
            synchronized (random) {
                spread = Math.exp(0.3 * random.nextGaussian());
            }
            time.spend((long) (median.toNanos() * spread));
            return side.apply(asked);
        };
    }

    Side<Integer, Integer> slow() {
        return taking(Duration.ofMillis(1), DOUBLED);
    }

    Side<Integer, Integer> fast() {
        return taking(Duration.ofMillis(1).dividedBy(5), DOUBLED);
    }

    void plan() {
        plan(SWAP);
    }

    void plan(String swap) {
        Map<String, String> parts = new java.util.TreeMap<>();
        Gates.PLANNING.forEach(part -> parts.put(part, "written"));
        append("record/" + swap, "PLANNED", parts);
    }

    void testsPassed(String build) {
        append("tests/" + SWAP, "PASSED", Map.of("build", build));
    }

    void append(String stream, String type, Map<String, String> facts) {
        Ledger ledger = store.ledger();
        assertTrue(ledger.append(stream, ledger.read(stream, 0).size(), type, facts)
                .isPresent());
    }

    /** The swap's stream, as the types of its entries. */
    List<String> story() {
        return entries().stream().map(Ledger.Entry::type).toList();
    }

    List<Ledger.Entry> entries() {
        return store.ledger().read("swap/" + SWAP, 0);
    }

    void pass(Duration duration) {
        time.advance(duration);
        governance.step();
    }

    /** Some calls and then a quarter of a second, again and again, until something is so. */
    void serveUntil(Swap<Integer, Integer> swap, BooleanSupplier condition) {
        for (int round = 0; round < 3_000 && !condition.getAsBoolean(); round++) {
            serve(swap, 20);
            pass(Duration.ofMillis(250));
            letShadowRun();
        }
        assertTrue(condition.getAsBoolean(), () -> "still waiting: " + swap.report());
    }

    void serveUntil(Swap<Integer, Integer> swap, Stage stage) {
        serveUntil(swap, () -> swap.stage() == stage);
    }

    /** The shadow has a thread of its own, which needs a moment on a busy machine. */
    static void letShadowRun() {
        LockSupport.parkNanos(20_000);
    }

    /** Callers who check what they get. */
    void serve(Swap<Integer, Integer> swap, int calls) {
        for (int i = 0; i < calls; i++) {
            int asked = input++;
            int answer = swap.call(asked);
            if (answer != asked * 2) {
                throw new AssertionError("asked " + asked + ", answered " + answer + " in " + swap.report());
            }
        }
    }

    /** A planned, tested and started swap. */
    Swap<Integer, Integer> started(Side<Integer, Integer> old, Side<Integer, Integer> fresh) {
        plan();
        testsPassed(BUILD);
        Swap<Integer, Integer> swap = swap(old, fresh);
        swap.start();
        return swap;
    }

    @Override
    public void close() {
        governance.close();
    }
}
