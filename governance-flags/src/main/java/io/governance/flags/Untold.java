package io.governance.flags;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What this node has decided and the ledger does not know yet. It takes effect here at once and is told as soon as the
 * store can be reached, in order; a message that another node has made pointless meanwhile is dropped.
 */
final class Untold {
    /**
     * One message.
     *
     * @param attempt the attempt it is about
     */
    record Message(SwapEvent event, int attempt, Map<String, String> facts) {
        /** Whether the new side must stay out from now on, whatever the ledger still says. */
        boolean isClosing() {
            return event == SwapEvent.ROLLED_BACK || event == SwapEvent.KILLED;
        }

        /** A person who switches off means whatever is running; a rollback means its attempt. */
        boolean concerns(SwapState state) {
            return event == SwapEvent.ROLLED_BACK ? attempt == state.attempt() : true;
        }
    }

    private final ConcurrentLinkedQueue<Message> messages = new ConcurrentLinkedQueue<>();

    /** Adds a message; it replaces an earlier one of the same kind, so that at most four wait. */
    void add(Message message) {
        messages.removeIf(waiting -> waiting.event() == message.event());
        messages.add(message);
    }

    boolean isClosing(SwapState state) {
        return messages.stream().anyMatch(message -> message.isClosing() && message.concerns(state));
    }

    /** The state as it will be once the ledger has been told. */
    SwapState ahead(SwapState told, Instant now) {
        SwapState state = told;
        for (Message message : messages) {
            if (message.isClosing() && isStillTrue(message, state)) {
                state = state.after(message.event(), message.facts(), state.version(), now);
            }
        }
        return state;
    }

    /** Tells the ledger everything. Does I/O; what could not be told stays. */
    synchronized void tell(SwapStream stream) {
        for (Message message = messages.peek(); message != null; message = messages.peek()) {
            SwapState state = stream.poll();
            if (!isStillTrue(message, state) || stream.append(state, message.event(), message.facts())) {
                messages.remove(message);
            } // else another node was first with something else: decide again from what it wrote
        }
    }

    private static boolean isStillTrue(Message message, SwapState state) {
        return message.concerns(state) && state.stage().permits(message.event());
    }
}
