package io.governance.show;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens to an alert.
 *
 * @param node whom it happened on: the node that sees the finding, or no longer does
 * @param level how that node judges it from now on; of an end and of what people do, the level that the alert had
 * @param finding what it was concluded from
 * @param act what a person did; null for what the library saw by itself
 */
record AlertEvent(
        Kind kind,
        Instant at,
        String node,
        Level level,
        Finding finding,
        Alert.Harm harm,
        @Nullable Act act) {

    /**
     * What a person did.
     *
     * @param until of an acknowledgement
     */
    record Act(String who, String text, @Nullable Instant until) {}

    enum Kind {
        /** A node is certain of it. */
        FIRED(true),
        /** Another node sees it too, or judges it differently, and the worst level stays. */
        SEEN(false),
        RAISED(true),
        LOWERED(false),
        /** A node no longer sees it, others do. */
        LEFT(false),
        ACKNOWLEDGED(true),
        ACK_EXPIRED(true),
        OVERDUE(true),
        /** Somebody says that it is resolved. */
        REPORTED(false),
        /** It was said to be resolved, and is not. */
        STILL_HOLDS(true),
        /** No node sees it any more. */
        RESOLVED(true),
        /** Somebody says, after the end, how it was resolved. */
        NOTED(false);

        private final boolean isTold;

        Kind(boolean isTold) {
            this.isTold = isTold;
        }

        /** Returns whether people are told. */
        boolean isTold() {
            return isTold;
        }
    }
}
