package io.governance.flags;

import io.governance.Governance;
import io.governance.flags.SwapControl.Decision;
import io.governance.flags.statistics.Judge;
import io.governance.measure.Operation;
import io.governance.measure.Time;
import io.governance.remember.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge of a swap: looks at the counters four times a second and talks to the store once a second. A step back
 * takes effect on this node at once and is told afterwards; a step forward takes effect once the ledger has it.
 */
final class SwapRun implements Sides.Alarm {
    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration POLL = Duration.ofSeconds(1);

    /** A step forward, and the state it was decided from. */
    private record Proposal(SwapState from, SwapEvent event, Map<String, String> facts) {}

    private final Operation operation;
    private final Sides<?, ?> sides;
    private final String name;
    private final Rollout rollout;
    private final List<Target> targets;
    private final Governance governance;
    private final Time time;
    private final SwapStream stream;
    private final SwapControl control;
    private final Gates gates;
    private final Untold untold = new Untold();
    private final Contact contact = new Contact();
    private final SwapRouter router;
    private final List<Runnable> stops = new ArrayList<>();
    private long exchangedVersion;
    private volatile @Nullable Proposal proposal;
    private volatile List<String> waitsFor = List.of();
    private volatile List<String> closedGates = List.of();

    SwapRun(Operation operation, Sides<?, ?> sides, String name, Rollout rollout, List<Target> targets) {
        this.operation = operation;
        this.sides = sides;
        this.name = name;
        this.rollout = rollout;
        this.targets = List.copyOf(targets);
        this.governance = Governance.of(operation);
        this.time = governance.time();
        this.stream = new SwapStream(governance.store().ledger(), name, time);
        this.control = new SwapControl(rollout, this.targets);
        this.gates = new Gates(governance.store(), name, rollout);
        this.router = new SwapRouter(sides, name, rollout, governance, stream, untold, contact);
    }

    String name() {
        return name;
    }

    /** Where the swap stands on this node: what it has taken back itself counts although the ledger may not know yet. */
    SwapState state() {
        return untold.ahead(stream.state(), time.now());
    }

    void begin() {
        ask();
        stops.add(governance.every("judging " + name, TICK, this::tick));
        stops.add(governance.every("polling " + name, POLL, this::ask));
        stops.add(governance.register(new SwapExaminer(name, operation.name(), this::state)));
        stops.add(SwapMeters.bind(governance.meters(), name, this::state, sides::rescued));
    }

    void close() {
        stops.forEach(Runnable::run);
        router.stop();
        ask();
    }

    private void ask() {
        contact.asked(time.nanos());
        governance.remember(this::talk);
    }

    /** Tells and asks the store everything there is to tell and to ask. Does I/O. */
    private synchronized void talk() {
        try {
            untold.tell(stream);
            SwapState state = stream.poll();
            contact.answered();
            router.follow();
            if (state.stage().isUnderWay() || state.version() != exchangedVersion) {
                router.evidence().exchange(governance.store().evidence());
                exchangedVersion = state.version();
            }
            goForward();
        } catch (StoreUnavailableException e) {
            governance.complain("swap " + name + " cannot reach the store and goes on as before", e);
        }
    }

    private void goForward() {
        Proposal proposed = proposal;
        if (proposed != null) {
            closedGates = proposed.event() == SwapEvent.SLICED
                    ? List.of()
                    : gates.closedAfter(proposed.from().stage());
            if (closedGates.isEmpty() && stream.append(proposed.from(), proposed.event(), proposed.facts())) {
                proposal = null;
                router.follow();
            }
        }
    }

    /** Judges; runs on the heartbeat, four times a second, and does no I/O. */
    private void tick() {
        router.follow();
        SwapState state = state();
        if (!state.stage().isUnderWay()) {
            return;
        }
        sides.interruptOverdueShadow();
        Duration inStage = Duration.between(state.since(), time.now());
        Decision decision = decide(state, inStage);
        waitsFor = decision.missing();
        if (decision.event() == SwapEvent.ROLLED_BACK) {
            rollBack(state.attempt(), decision.facts());
        } else if (state.stage().isDivided() && isSliceOver(state, inStage)) {
            propose(new Proposal(state, SwapEvent.SLICED, withFreshBaseline(state, Map.of())));
        } else if (decision.event() != null && !state.isPaused()) {
            boolean isOver = decision.event() == SwapEvent.COMPLETED; // nothing is judged any more
            propose(new Proposal(
                    state, decision.event(), isOver ? decision.facts() : withFreshBaseline(state, decision.facts())));
        } else {
            proposal = null;
            closedGates = List.of();
        }
    }

    private Decision decide(SwapState state, Duration inStage) {
        EvidenceExchange evidence = router.evidence();
        if (state.stage() == Stage.SHADOW) {
            return control.inShadow(state, sides.pairs(), inStage, evidence.oldSince(0));
        }
        Optional<Judge> judge = control.judge(state);
        return judge.isEmpty()
                ? Decision.waitFor(List.of("the ledger holds no baseline of this attempt"))
                : control.divided(
                        state,
                        judge.get(),
                        evidence.slices(state),
                        evidence.newCallsSince(state.stageSlice()),
                        inStage);
    }

    /** The next slice is judged by scores frozen from the slice that ends, where the load is now. */
    private Map<String, String> withFreshBaseline(SwapState state, Map<String, String> facts) {
        Map<String, String> more = new TreeMap<>(facts);
        if (state.stage().isDivided()) {
            Map<String, Map<Integer, Long>> fresh = state.baselines()
                    .refreshed(router.evidence().oldSince(state.slice()), Judge.LATENCY, rollout.baselineCalls());
            if (!fresh.isEmpty()) {
                more.put(SwapState.BASELINE, TableText.write(fresh));
            }
        }
        return more;
    }

    private boolean isSliceOver(SwapState state, Duration inStage) {
        return state.slice() - state.stageSlice()
                < inStage.toNanos() / rollout.sliceLength().toNanos();
    }

    /** The store is asked at once about something new, and again by every poll while the same stands. */
    private void propose(Proposal next) {
        Proposal before = proposal;
        proposal = next;
        if (before == null || before.from().version() != next.from().version() || before.event() != next.event()) {
            ask();
        }
    }

    private void rollBack(int attempt, Map<String, String> facts) {
        Map<String, String> told = new TreeMap<>(facts);
        Stage stage = stream.state().stage();
        told.put("stage", stage.name());
        told.put("decidedAt", time.now().toString());
        if (router.takeBack(new Untold.Message(SwapEvent.ROLLED_BACK, attempt, told))) {
            LOG.warn("swap {} is rolled back in {}: {}", name, stage, facts.get(SwapState.REASON));
            ask();
        }
    }

    @Override
    public void differs(int attempt, String difference) {
        rollBack(attempt, VerdictFacts.ofDifference(difference, sides.pairs()));
    }

    @Override
    public void failsInARow(int attempt, int failures, Throwable last) {
        rollBack(attempt, VerdictFacts.ofFailures(failures, last));
    }

    void start() {
        untold.tell(stream);
        SwapState state = stream.poll();
        List<String> problems = gates.closedBeforeStart(state, time.now());
        SwapEvent event = state.stage() == Stage.ROLLED_BACK ? SwapEvent.RESTARTED : SwapEvent.STARTED;
        if (problems.isEmpty() && !stream.append(state, event, Map.of(SwapState.REASON, "the plan is complete"))) {
            problems =
                    List.of("another node was first: it is in " + stream.state().stage() + " now");
        }
        router.follow();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("swap " + name + " cannot start:\n  " + String.join("\n  ", problems));
        }
    }

    void kill(String who, String why) {
        router.takeBack(message(SwapEvent.KILLED, "killed by " + who + ": " + why));
        ask();
    }

    void pause(String who, String why) {
        untold.add(message(SwapEvent.PAUSED, "paused by " + who + ": " + why));
        ask();
    }

    void resume(String who, String why) {
        untold.add(message(SwapEvent.RESUMED, "resumed by " + who + ": " + why));
        ask();
    }

    private Untold.Message message(SwapEvent event, String reason) {
        return new Untold.Message(event, stream.state().attempt(), Map.of(SwapState.REASON, reason));
    }

    void skip(String gate, String who, String why) {
        gates.skip(gate, who, why);
    }

    void testsPassed(String what) {
        gates.testsPassed(what);
    }

    void removed(String commit) {
        untold.tell(stream);
        SwapState state = stream.poll();
        if (!stream.append(state, SwapEvent.REMOVED, Map.of("commit", commit, SwapState.REASON, "old side removed"))) {
            throw new IllegalStateException("swap " + name + " is in "
                    + stream.state().stage() + ": the old side may only go once it is COMPLETE");
        }
        router.follow();
    }

    SwapReport report() {
        List<String> missing = new ArrayList<>(waitsFor);
        missing.addAll(closedGates);
        SwapState state = state();
        return new SwapSummary(operation.name(), name, rollout, targets)
                .report(
                        state,
                        control.judge(state),
                        router.evidence().slices(state),
                        state.stage().isUnderWay() ? missing : List.of(),
                        sides.pairs(),
                        sides.rescued());
    }
}
