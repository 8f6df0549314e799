package io.governance.flags;

import io.governance.Governance;
import io.governance.flags.SwapControl.Decision;
import io.governance.flags.statistics.Judge;
import io.governance.flags.statistics.Slice;
import io.governance.flags.statistics.Verdict;
import io.governance.measure.Time;
import io.governance.remember.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge of a swap: looks at the counters four times a second, lets the control decide, takes effect at once on this
 * node, and then tells the ledger. Only the routing is ever changed from here, never the state: that is folded.
 */
final class SwapRun {
    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Swap<?, ?> swap;
    private final String name;
    private final Rollout rollout;
    private final List<Target> targets;
    private final Governance governance;
    private final Time time;
    private final SwapStream stream;
    private final SwapControl control;
    private final Gates gates;
    private final String incarnation = UUID.randomUUID().toString();
    private final AtomicBoolean isDeciding = new AtomicBoolean();
    private final List<Runnable> stops = new ArrayList<>();
    private volatile EvidenceExchange evidence;
    private volatile int evidenceAttempt;
    private volatile int closedAttempt;
    private volatile long routedVersion = -1;
    private volatile List<String> missing = List.of();

    SwapRun(Swap<?, ?> swap, String name, Rollout rollout, List<Target> targets) {
        this.swap = swap;
        this.name = name;
        this.rollout = rollout;
        this.targets = List.copyOf(targets);
        this.governance = Governance.of(swap.operation());
        this.time = governance.time();
        this.stream = new SwapStream(governance.store().ledger(), name, time);
        this.control = new SwapControl(rollout, targets);
        this.gates = new Gates(governance.store(), name, rollout.buildId());
        this.evidence = evidence(1);
    }

    String name() {
        return name;
    }

    private EvidenceExchange evidence(int attempt) {
        return new EvidenceExchange(name, attempt, governance.store().node(), incarnation);
    }

    void begin() {
        governance.remember(this::poll);
        stops.add(governance.every("judging " + name, TICK, this::tick));
        stops.add(governance.every("polling " + name, POLL, () -> governance.remember(this::exchange)));
        stops.add(governance.register(new SwapExaminer(name, swap.operation().name(), stream::state)));
        SwapMeters.bind(governance.meters(), name, stream::state, swap::rescued);
    }

    void close() {
        stops.forEach(Runnable::run);
    }

    private void poll() {
        stream.poll();
        follow();
    }

    private void exchange() {
        poll();
        if (stream.state().stage().isUnderWay()) {
            evidence.exchange(governance.store().evidence());
        }
    }

    /** Makes the routing follow the state, unless this node has closed the attempt already. */
    private synchronized void follow() {
        SwapState state = stream.state();
        if (state.version() == routedVersion) {
            return;
        }
        routedVersion = state.version();
        if (state.stage().isUnderWay() && evidenceAttempt != state.attempt()) {
            evidenceAttempt = state.attempt();
            evidence = evidence(state.attempt());
            swap.beginAttempt(new WarmUp(
                    rollout.warmUpCalls(), time.nanos() + rollout.warmUpTime().toNanos()));
        }
        boolean isClosed = closedAttempt == state.attempt() && state.stage().isUnderWay();
        swap.route(isClosed ? Routing.old(state.attempt()) : routing(state));
        LOG.info("swap {}: {} at {} %, attempt {}: {}", name, state.stage(), state.share() * 100, state.attempt(), state
                .reason());
    }

    private Routing routing(SwapState state) {
        return switch (state.stage()) {
            case OFF, ROLLED_BACK -> Routing.old(state.attempt());
            case SHADOW -> new Routing(Routing.Kind.SHADOW, evidence.tables(0, 0), state.attempt());
            case CANARY, RAMP, BAKE -> new Routing(
                    Routing.Kind.DIVIDED, evidence.tables(state.slice(), state.share()), state.attempt());
            case COMPLETE, REMOVED -> new Routing(Routing.Kind.NEW, null, state.attempt());
        };
    }

    /** Judges; runs on the heartbeat, four times a second, and does no I/O. */
    private void tick() {
        SwapState state = stream.state();
        if (!state.stage().isUnderWay() || closedAttempt == state.attempt()) {
            return;
        }
        Duration inStage = Duration.between(state.since(), time.now());
        Decision decision;
        if (state.stage() == Stage.SHADOW) {
            decision = control.inShadow(state, swap.pairs(), inStage, evidence.baseline());
        } else {
            Optional<Judge> judge = control.judge(state);
            if (judge.isEmpty()) {
                return;
            }
            decision = control.divided(
                    state, judge.get(), slices(state), evidence.newCallsSince(state.stageSlice()), inStage);
        }
        act(state, decision);
    }

    private List<Slice> slices(SwapState state) {
        return evidence.slices(state.shares());
    }

    private void act(SwapState state, Decision decision) {
        missing = decision.missing();
        if (decision.event() == SwapEvent.ROLLED_BACK) {
            rollBack(decision.facts());
        } else if (decision.event() != null && !state.isPaused()) {
            forward(state, decision);
        } else if (state.stage().isDivided() && isSliceOver(state)) {
            decide(() -> stream.append(SwapEvent.SLICED, Map.of()));
        }
    }

    private boolean isSliceOver(SwapState state) {
        Duration inStage = Duration.between(state.since(), time.now());
        long due = inStage.toNanos() / rollout.sliceLength().toNanos();
        return state.slice() - state.stageSlice() < due;
    }

    private void forward(SwapState state, Decision decision) {
        decide(() -> {
            List<String> closed =
                    switch (state.stage()) {
                        case SHADOW -> gates.missingToLeaveShadow();
                        case BAKE -> gates.missingToComplete();
                        default -> List.of();
                    };
            missing = closed;
            if (closed.isEmpty()) {
                stream.append(java.util.Objects.requireNonNull(decision.event()), decision.facts());
            }
        });
    }

    /** One decision at a time goes to the store; the next tick decides again from what came of it. */
    private void decide(Runnable work) {
        if (isDeciding.compareAndSet(false, true)) {
            governance.remember(() -> {
                try {
                    work.run();
                    follow();
                } finally {
                    isDeciding.set(false);
                }
            });
        }
    }

    /** The old side serves from this moment on; the ledger is told as soon as it can be reached. */
    private void rollBack(Map<String, String> facts) {
        synchronized (this) {
            int attempt = stream.state().attempt();
            if (closedAttempt == attempt) {
                return;
            }
            closedAttempt = attempt;
            swap.route(Routing.old(attempt));
        }
        LOG.warn("swap {} is rolled back: {}", name, facts.get(SwapState.REASON));
        tell(SwapEvent.ROLLED_BACK, facts);
    }

    private void tell(SwapEvent event, Map<String, String> facts) {
        governance.remember(() -> {
            try {
                while (stream.poll().stage().permits(event) && !stream.append(event, facts)) {
                    // another node was first with something else: decide again from what it wrote
                }
                follow();
            } catch (StoreUnavailableException e) {
                governance.complain("swap " + name + ": " + event + " is not in the ledger yet", e);
                retry(event, facts);
            }
        });
    }

    private void retry(SwapEvent event, Map<String, String> facts) {
        Runnable[] stop = new Runnable[1];
        stop[0] = governance.every("telling the ledger of " + name, POLL, () -> {
            stop[0].run();
            tell(event, facts);
        });
    }

    void differs(String difference) {
        rollBack(Map.of(
                SwapState.REASON,
                "a confirmed difference: " + difference,
                "conclusion",
                "WORSE",
                "alarmFamily",
                "equality",
                "compared",
                Long.toString(swap.pairs().compared.sum() + 1)));
    }

    void failsInARow(int failures, Throwable last) {
        rollBack(Map.of(
                SwapState.REASON,
                failures + " calls of the new side failed in a row, the last with " + last,
                "conclusion",
                "WORSE",
                "alarmFamily",
                "failures in a row"));
    }

    void start() {
        SwapState state = stream.poll();
        List<String> problems = new ArrayList<>(gates.missingToStart());
        boolean isNext = state.stage() == Stage.ROLLED_BACK;
        if (isNext && state.attempt() >= rollout.attempts()) {
            problems.add("all " + rollout.attempts() + " attempts are used up");
        }
        Duration since = Duration.between(state.since(), time.now());
        if (isNext && since.compareTo(rollout.cooldown()) < 0) {
            problems.add("the last rollback was " + since.toSeconds() + " s ago, the cooldown is "
                    + rollout.cooldown().toSeconds() + " s");
        }
        if (!isNext && state.stage() != Stage.OFF) {
            problems.add("it is in " + state.stage() + " already");
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "swap " + name + " cannot start:\n  " + String.join("\n  ", problems));
        }
        stream.append(isNext ? SwapEvent.RESTARTED : SwapEvent.STARTED, Map.of(SwapState.REASON, "the plan is complete"));
        follow();
    }

    void kill(String who, String why) {
        synchronized (this) {
            closedAttempt = stream.state().attempt();
            swap.route(Routing.old(closedAttempt));
        }
        tell(SwapEvent.KILLED, Map.of(SwapState.REASON, "killed by " + who + ": " + why));
    }

    void pause(String who, String why, boolean isPaused) {
        tell(
                isPaused ? SwapEvent.PAUSED : SwapEvent.RESUMED,
                Map.of(SwapState.REASON, (isPaused ? "paused by " : "resumed by ") + who + ": " + why));
    }

    void skip(String gate, String who, String why) {
        if (who.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("a skipped gate needs a name and a reason; found '" + who + "' and '"
                    + why + "'");
        }
        String skipped = "gate/" + name + "/" + gate;
        long version = governance.store().ledger().read(skipped, 0).size();
        governance.store().ledger().append(skipped, version, "SKIPPED", Map.of("who", who, "why", why));
    }

    void removed(String commit) {
        if (!stream.append(SwapEvent.REMOVED, Map.of("commit", commit, SwapState.REASON, "old side removed"))) {
            throw new IllegalStateException("swap " + name + " is in " + stream.state().stage()
                    + ": the old side may only go once it is COMPLETE");
        }
        follow();
    }

    SwapReport report() {
        SwapState state = stream.state();
        Optional<Judge> judge = state.shares().size() > 1 ? control.judge(state) : Optional.empty();
        List<Slice> slices = judge.isPresent() ? slices(state) : List.of();
        Optional<Verdict> verdict = judge.map(asked -> asked.verdict(slices));
        Pairs pairs = swap.pairs();
        return new SwapReport(
                name,
                swap.operation().name(),
                state.stage(),
                state.attempt(),
                state.share(),
                state.reason(),
                Questions.settings(rollout, targets, state.attempt(), Map.of()).level(),
                verdict,
                judge.map(asked -> asked.ranges(slices)),
                verdict.map(this::lines).orElse(List.of()),
                missing,
                verdict.flatMap(Verdict::pending)
                        .map(Verdict.Gate::remainingCalls)
                        .orElse(OptionalLong.empty()),
                pairs.compared.sum(),
                pairs.pairs.sum(),
                pairs.unstable.sum(),
                pairs.dropped.sum(),
                swap.rescued());
    }

    private List<SwapReport.TargetLine> lines(Verdict verdict) {
        List<SwapReport.TargetLine> lines = new ArrayList<>();
        for (Target target : targets) {
            Verdict.Target stands = verdict.targets().get(Target.metric(target.signal()));
            if (stands != null) {
                lines.add(new SwapReport.TargetLine(target, stands.standing(), stands.logE()));
            }
        }
        return lines;
    }
}
