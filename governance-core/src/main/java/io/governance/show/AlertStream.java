package io.governance.show;

import io.governance.remember.Ledger;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one alert to its stream, in order. Whoever's append succeeds tells people; when another node was
 * first, its state is taken over. Events stay queued while the store is away, but people are told nevertheless.
 */
final class AlertStream {
    static final String PREFIX = "alert/";
    private static final int QUEUE = 16;
    private static final int ATTEMPTS = 10;

    private final Ledger ledger;
    private final String stream;
    private final Notifier notifier;
    private final LongAdder failures;
    private final Queue<Notifier.Notice> queue = new ConcurrentLinkedQueue<>();
    private boolean isRead;
    private long version;
    private AlertState state = AlertState.NEVER_FIRED;
    private volatile @Nullable AlertState written;

    AlertStream(Ledger ledger, String key, Notifier notifier, LongAdder failures) {
        this.ledger = ledger;
        this.stream = PREFIX + key;
        this.notifier = notifier;
        this.failures = failures;
    }

    /** When too many wait, the oldest goes: what then no longer fits the ledger's state is left out when writing. */
    void add(Notifier.Notice notice) {
        if (queue.size() >= QUEUE) {
            queue.poll();
            failures.increment();
        }
        queue.add(notice);
    }

    boolean isWaiting() {
        return !queue.isEmpty();
    }

    /** Returns the state in the ledger after everything was written; null before that. */
    @Nullable
    AlertState written() {
        return queue.isEmpty() ? written : null;
    }

    /** Tells people of what has waited too long for the store. */
    void tellOverdue(long nowNanos) {
        for (Notifier.Notice notice : queue) {
            if (notice.hasWaited(nowNanos)) {
                notifier.tell(notice, notice.alert());
            }
        }
    }

    /** Does I/O. */
    synchronized void flush() {
        for (Notifier.Notice next = queue.peek(); next != null; next = queue.peek()) {
            try {
                write(next);
                written = state;
            } catch (RuntimeException e) {
                failures.increment();
                queue.forEach(notice -> notifier.tell(notice, notice.alert()));
                return;
            }
            queue.remove(next);
        }
    }

    private void write(Notifier.Notice notice) {
        if (!isRead) {
            catchUp();
        }
        for (int attempt = 0; attempt < ATTEMPTS && state.allows(notice.event()); attempt++) {
            if (append(notice.event())) {
                notifier.tell(notice, state.alert());
                return;
            }
        }
    }

    /** Takes over what others have written; does I/O. */
    synchronized AlertState refresh() {
        catchUp();
        written = state;
        return state;
    }

    /**
     * Appends what somebody decides on seeing the state; does I/O.
     *
     * @param deciding returns the event, null for none; asked again when another node was first
     * @throws IllegalStateException when others were always first
     */
    synchronized AlertState act(Function<AlertState, @Nullable AlertEvent> deciding, long nowNanos) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            refresh();
            AlertEvent event = deciding.apply(state);
            if (event == null) {
                return state;
            }
            if (append(event)) {
                written = state;
                notifier.tell(new Notifier.Notice(event, state.alert(), nowNanos), state.alert());
                return state;
            }
        }
        throw new IllegalStateException(stream + " was changed by others " + ATTEMPTS + " times meanwhile: look again");
    }

    private boolean append(AlertEvent event) {
        OptionalLong appended = ledger.append(stream, version, event.kind().name(), AlertFacts.write(event));
        if (appended.isEmpty()) {
            catchUp();
            return false;
        }
        version = appended.getAsLong();
        state = state.next(event);
        return true;
    }

    private void catchUp() {
        for (Ledger.Entry entry : ledger.read(stream, version)) {
            version = entry.version();
            take(entry);
        }
        isRead = true;
    }

    private void take(Ledger.Entry entry) {
        try {
            AlertEvent event = AlertFacts.read(entry);
            if (state.allows(event)) {
                state = state.next(event);
            }
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            // An entry of another version of this library: the alert is judged without it.
            failures.increment();
        }
    }
}
