package io.governance.show;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding that somebody has to act on, from the moment it is certain until it is gone. Immutable.
 *
 * @param key what stays the same when it fires again: the key of the finding
 * @param level how urgent it is now
 * @param summary one sentence that names the figure
 * @param subject the operation or resource it is about
 * @param state where it is in its life
 * @param since when it first fired; firing again within 24 hours of being resolved does not change it
 * @param deadline until when to act: a warning 24 hours after it first was one, a critical alert at once (the moment it
 *     became critical); null for what is only to be planned for
 * @param finding what it was concluded from, as last judged
 */
public record Alert(
        String key,
        Level level,
        String summary,
        String subject,
        State state,
        Instant since,
        @Nullable Instant deadline,
        Finding finding) {

    /** The life of an alert. */
    public enum State {
        /** It holds. */
        FIRING,
        /** It still holds, and the time to act has passed. */
        OVERDUE,
        /** It no longer holds. */
        RESOLVED
    }
}
