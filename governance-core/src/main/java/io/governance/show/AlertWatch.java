package io.governance.show;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Follows one alert from examination to examination. For one thread; only its stream is shared. */
final class AlertWatch {
    private static final long RETRY_NANOS = 5_000_000_000L;

    private final String node;
    private final AlertStream stream;
    private final LongAdder failures;
    private Hysteresis hysteresis;
    private AlertState state;
    private @Nullable Finding finding;
    private final @Nullable Instant settledAt;
    private boolean isNews;
    private long triedNanos;

    private AlertWatch(
            String node,
            Hysteresis hysteresis,
            AlertStream stream,
            AlertState state,
            @Nullable Instant settledAt,
            LongAdder failures) {
        this.node = node;
        this.hysteresis = hysteresis;
        this.stream = stream;
        this.state = state;
        this.finding = state.finding();
        this.settledAt = settledAt;
        this.failures = failures;
    }

    /** Follows what this node has just found. */
    static AlertWatch found(String node, Hysteresis hysteresis, AlertStream stream, LongAdder failures) {
        return new AlertWatch(node, hysteresis, stream, AlertState.NEVER_FIRED, null, failures);
    }

    /**
     * Follows what the ledger tells. Where this node was a member before it was restarted, it stays one until it has
     * measured for long enough to know better.
     */
    static AlertWatch adopted(
            String node,
            Hysteresis hysteresis,
            AlertStream stream,
            AlertState state,
            Instant settledAt,
            LongAdder failures) {
        Level own = state.members().getOrDefault(node, Level.ACCEPTABLE);
        return new AlertWatch(node, hysteresis.at(own), stream, state, settledAt, failures);
    }

    /** @param held the level that the value would not yet leave */
    void see(Finding seen, Level held) {
        finding = seen;
        hysteresis = hysteresis.next(seen.level(), held);
    }

    void seeNothing(Instant now, Level held) {
        if (settledAt == null || !now.isBefore(settledAt)) {
            hysteresis = hysteresis.next(Level.ACCEPTABLE, held);
        }
    }

    void seeUnknown() {
        hysteresis = hysteresis.unknown();
    }

    boolean isAbout(Set<String> kindsAndSubjects) {
        return finding != null && kindsAndSubjects.contains(finding.kind() + "/" + finding.subject());
    }

    void advance(Instant now, long nowNanos, Duration criticalGrace, Alert.Harm harm) {
        @Nullable AlertState written = stream.written();
        if (written != null) {
            state = written;
        }
        AlertEvent.@Nullable Kind due = AlertDue.next(state, node, hysteresis.confirmed(), now, criticalGrace);
        if (due == null || finding == null) {
            return;
        }
        boolean isOwnView = hysteresis.confirmed().isAtLeast(Level.INFO);
        Level level = isOwnView ? hysteresis.confirmed() : state.level();
        AlertEvent event = new AlertEvent(due, now, node, level, finding, harm, null);
        if (!state.allows(event)) {
            failures.increment();
            return;
        }
        state = state.next(event);
        stream.add(new Notifier.Notice(event, state.alert(), nowNanos));
        isNews = true;
    }

    void remember(Executor rememberer, long nowNanos) {
        if (!stream.isWaiting()) {
            return;
        }
        if (isNews || nowNanos - triedNanos >= RETRY_NANOS) {
            isNews = false;
            triedNanos = nowNanos;
            try {
                rememberer.execute(stream::flush);
            } catch (RuntimeException e) {
                failures.increment();
            }
        }
        stream.tellOverdue(nowNanos);
    }

    AlertStream stream() {
        return stream;
    }

    /** Returns the subject that callers are harmed through; empty before anything was found. */
    String subject() {
        return finding == null ? "" : finding.subject();
    }

    boolean isOpen() {
        return state.isOpen();
    }

    boolean hasFired() {
        return state.clock().first() != null;
    }

    Alert alert() {
        return state.alert();
    }

    /** Returns whether nothing is going on and nothing waits to be written. */
    boolean isIdle() {
        return hysteresis.isAtRest() && !state.isOpen() && !stream.isWaiting();
    }

    boolean isForgettable(Instant now) {
        return isIdle() && state.clock().isOld(now);
    }
}
