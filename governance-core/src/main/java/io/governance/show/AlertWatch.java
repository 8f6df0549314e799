package io.governance.show;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Follows one finding from examination to examination. For one thread; only its stream is shared. */
final class AlertWatch {
    private static final long RETRY_NANOS = 5_000_000_000L;

    private final AlertStream stream;
    private final LongAdder failures;
    private Hysteresis hysteresis;
    private AlertState state = AlertState.NEVER_FIRED;
    private @Nullable Finding finding;
    private boolean isNews;
    private long triedNanos;

    AlertWatch(Policy.Hysteresis numbers, AlertStream stream, LongAdder failures) {
        this.stream = stream;
        this.failures = failures;
        this.hysteresis = Hysteresis.of(numbers);
    }

    /** @param held the level that the value would not yet leave */
    void see(Finding seen, Level held) {
        finding = seen;
        hysteresis = hysteresis.next(seen.level(), held);
    }

    void seeNothing(Level held) {
        hysteresis = hysteresis.next(Level.ACCEPTABLE, held);
    }

    void seeUnknown() {
        hysteresis = hysteresis.unknown();
    }

    boolean isAbout(Set<String> kindsAndSubjects) {
        return finding != null && kindsAndSubjects.contains(finding.kind() + "/" + finding.subject());
    }

    void advance(Instant now, long nowNanos) {
        @Nullable AlertState written = stream.written();
        if (written != null) {
            state = written;
        }
        AlertEvent.@Nullable Kind due = state.due(hysteresis.confirmed(), now);
        if (due == null || finding == null) {
            return;
        }
        Level level = due == AlertEvent.Kind.RESOLVED ? state.level() : hysteresis.confirmed();
        AlertEvent event = new AlertEvent(due, now, level, finding);
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

    boolean isOpen() {
        return state.isOpen();
    }

    Alert alert() {
        return state.alert();
    }

    /** Returns whether nothing is going on and nothing waits to be written. */
    boolean isIdle() {
        return hysteresis.isAtRest() && !state.isOpen() && !stream.isWaiting();
    }

    boolean isForgettable(Instant now) {
        Instant changedAt = state.changedAt();
        return isIdle() && (changedAt == null || !now.isBefore(changedAt.plus(AlertState.SAME_ALERT)));
    }
}
