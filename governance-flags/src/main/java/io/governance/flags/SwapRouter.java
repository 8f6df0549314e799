package io.governance.flags;

import io.governance.Governance;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the routing on this node follow the state of the ledger, and keeps the new side out where this node knows
 * better: what it has taken back itself and could not tell yet, and before BAKE when the store has been silent too long.
 */
final class SwapRouter {
    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);

    /** What the present routing was made from. */
    private record Made(long version, boolean isKeptOut) {}

    private final Sides<?, ?> sides;
    private final String name;
    private final Rollout rollout;
    private final Governance governance;
    private final SwapStream stream;
    private final Untold untold;
    private final Contact contact;
    private final String incarnation = UUID.randomUUID().toString();
    private volatile EvidenceExchange evidence;
    private int begunAttempt;
    private Made made = new Made(-1, false);
    private boolean isStopped;

    SwapRouter(
            Sides<?, ?> sides,
            String name,
            Rollout rollout,
            Governance governance,
            SwapStream stream,
            Untold untold,
            Contact contact) {
        this.sides = sides;
        this.name = name;
        this.rollout = rollout;
        this.governance = governance;
        this.stream = stream;
        this.untold = untold;
        this.contact = contact;
        this.evidence = evidence(1);
    }

    /** Counters of the present attempt, on this node and the others. */
    EvidenceExchange evidence() {
        return evidence;
    }

    private EvidenceExchange evidence(int attempt) {
        return new EvidenceExchange(name, attempt, governance.store().node(), incarnation);
    }

    synchronized void follow() {
        SwapState state = stream.state();
        Made next = new Made(state.version(), isKeptOut(state));
        if (isStopped || next.equals(made)) {
            return;
        }
        if (evidence.attempt() != state.attempt()) {
            evidence = evidence(state.attempt());
        }
        if (state.stage().isUnderWay() && begunAttempt != state.attempt()) {
            begunAttempt = state.attempt();
            sides.beginAttempt(new WarmUp(
                    rollout.warmUpCalls(),
                    governance.time().nanos() + rollout.warmUpTime().toNanos()));
        }
        sides.routeTo(next.isKeptOut() ? Routing.old(state.attempt()) : routing(state));
        log(state, next);
        made = next;
    }

    private boolean isKeptOut(SwapState state) {
        boolean needsStore = state.stage().isUnderWay() && state.stage() != Stage.BAKE;
        return untold.isClosing(state)
                || (needsStore && contact.isLost(governance.time().nanos()));
    }

    private Routing routing(SwapState state) {
        return switch (state.stage()) {
            case OFF, ROLLED_BACK -> Routing.old(state.attempt());
            case SHADOW -> new Routing(Routing.Kind.SHADOW, evidence.tables(0, 0), state.attempt());
            case CANARY, RAMP, BAKE ->
                new Routing(Routing.Kind.DIVIDED, evidence.tables(state.slice(), state.share()), state.attempt());
            case COMPLETE, REMOVED -> new Routing(Routing.Kind.NEW, null, state.attempt());
        };
    }

    private void log(SwapState state, Made next) {
        if (next.isKeptOut() && !untold.isClosing(state)) {
            LOG.warn("swap {}: the store is silent, the old side serves until it answers", name);
        } else if (state.version() != made.version() && state.version() > 0) {
            double percent = state.share() * 100;
            LOG.info(
                    "swap {}: {} at {} %, attempt {}: {}",
                    name, state.stage(), percent, state.attempt(), state.reason());
        }
    }

    /**
     * Keeps the new side out from this moment on, before the ledger knows.
     *
     * @return whether that was news
     */
    synchronized boolean takeBack(Untold.Message message) {
        SwapState state = stream.state();
        boolean isNews = message.event() == SwapEvent.KILLED
                || (state.stage().permits(message.event()) && message.concerns(state) && !untold.isClosing(state));
        if (isNews) {
            untold.add(message);
            sides.routeTo(Routing.old(state.attempt()));
            made = new Made(state.version(), true);
        }
        return isNews;
    }

    synchronized void stop() {
        isStopped = true;
    }
}
