package io.governance.show;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.time.Instant;

/**
 * Something that happens to an alert.
 *
 * @param level the level from now on; of a resolved alert the one it had
 * @param finding what it was concluded from
 */
record AlertEvent(Kind kind, Instant at, Level level, Finding finding) {
    enum Kind {
        FIRED(true),
        RAISED(true),
        LOWERED(false),
        OVERDUE(true),
        RESOLVED(true);

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
