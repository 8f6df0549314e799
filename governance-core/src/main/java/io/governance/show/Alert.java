package io.governance.show;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A finding that somebody has to act on, from the moment it is certain until it is gone. Immutable.
 *
 * @param key what stays the same when it fires again, on whichever instance: the key of the finding
 * @param level how urgent it is now: the worst of all instances that see it
 * @param summary one sentence that names the figure
 * @param subject the operation or resource it is about
 * @param state where it is in its life
 * @param since when it first fired; firing again within 24 hours of being resolved does not change it
 * @param deadline until when to act: a warning 24 hours after it first was one, a critical alert at once (the moment it
 *     became critical); null for what is only to be planned for
 * @param finding what it was concluded from, as last judged
 * @param instances the nodes that see it, at most 32 of them
 * @param acknowledgement who has taken it; null while nobody has
 * @param harm whom it harms, as far as calls tell
 * @param note how it was resolved; null until somebody said so
 */
public record Alert(
        String key,
        Level level,
        String summary,
        String subject,
        State state,
        Instant since,
        @Nullable Instant deadline,
        Finding finding,
        List<String> instances,
        @Nullable Acknowledgement acknowledgement,
        Harm harm,
        @Nullable Note note) {

    /** The life of an alert. */
    public enum State {
        /** It holds, and nobody has taken it. */
        FIRING,
        /** It holds, and somebody has taken it for a while. */
        ACKNOWLEDGED,
        /** It holds, and the time to act has passed; it may still have an owner. */
        OVERDUE,
        /** Somebody says that it is resolved; the figures do not agree yet. */
        RESOLVING,
        /** It no longer holds. */
        RESOLVED
    }

    /**
     * Somebody has taken an alert.
     *
     * @param owner who
     * @param until when it is taken back; at most 24 hours after it was given
     * @param reason what is being done
     */
    public record Acknowledgement(String owner, Instant until, String reason) {}

    /**
     * How an alert was resolved.
     *
     * @param who says so
     * @param text what was done
     */
    public record Note(String who, String text) {}

    /**
     * Whom an alert harms, counted over five minutes on the instance that judged last. Both counts are zero where the
     * subject is not an operation.
     *
     * @param calls calls of the operation
     * @param allCalls calls of all operations
     */
    public record Harm(long calls, long allCalls) {
        /** What is known of something that is not an operation. */
        static final Harm UNKNOWN = new Harm(0, 0);

        /** Returns the share of all calls that go through the operation; {@code NaN} when it has none. */
        public double share() {
            return calls == 0 ? Double.NaN : (double) calls / allCalls;
        }
    }

    /** Makes an alert; the instances are copied. */
    public Alert {
        instances = List.copyOf(instances);
    }

    /** Returns whether it ended and nobody has said yet how. */
    public boolean isNoteMissing() {
        return state == State.RESOLVED && note == null;
    }

    /** Returns what stops it: the finding's {@code command} where it names one, else its remedy. */
    public String command() {
        String command = finding.evidence().get("command");
        return command == null ? finding.remedy() : command;
    }

    /** Returns the name of the page that explains findings of this kind, such as {@code N_PLUS_ONE.md}. */
    public String page() {
        return finding.kind() + ".md";
    }

    /** Returns in words whom it harms: operation, share of calls, instances. */
    public String harmed() {
        String where = instances.isEmpty() ? "no instance at present" : String.join(", ", instances);
        if (harm.calls() == 0) {
            return "everything that uses " + subject + " on " + where;
        }
        return String.format(
                Locale.ROOT,
                "callers of %s: %d of %d calls in five minutes (%.1f %%), on %s",
                subject,
                harm.calls(),
                harm.allCalls(),
                100 * harm.share(),
                where);
    }
}
