package io.governance.flags;

import io.governance.measure.Time;
import io.governance.remember.Ledger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A swap's stream in the ledger and the state folded from it. Does I/O; the state itself may be read from anywhere.
 */
final class SwapStream {
    private final Ledger ledger;
    private final String stream;
    private volatile SwapState state;

    SwapStream(Ledger ledger, String swap, Time time) {
        this.ledger = ledger;
        this.stream = "swap/" + swap;
        this.state = SwapState.initial(time.now());
    }

    SwapState state() {
        return state;
    }

    /** Folds in what has been appended since, by this node or another. */
    synchronized SwapState poll() {
        List<Ledger.Entry> entries = ledger.read(stream, state.version());
        state = SwapState.fold(state, entries);
        return state;
    }

    /**
     * Appends an event if the ledger still holds the state it was decided from, and that state permits it.
     *
     * @return whether it was appended; the state is up to date in both cases
     */
    synchronized boolean append(SwapState decidedFrom, SwapEvent event, Map<String, String> facts) {
        if (!decidedFrom.stage().permits(event)) {
            return false;
        }
        OptionalLong version = ledger.append(stream, decidedFrom.version(), event.name(), facts);
        poll();
        return version.isPresent();
    }
}
