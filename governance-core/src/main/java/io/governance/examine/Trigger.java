package io.governance.examine;

import java.time.Instant;

/**
 * Why an examination was made.
 *
 * @param kind the occasion
 * @param who a person, or {@code governance}
 * @param why in words: what the user reported, which alert fired
 * @param about the moment that it is about; now, unless somebody reports what they saw earlier
 */
public record Trigger(Kind kind, String who, String why, Instant about) {
    static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_NAME = 200;

    /** The occasions of an examination. */
    public enum Kind {
        /** Somebody asked. */
        ON_DEMAND,
        /** A test did, before a feature or in a review. */
        TEST,
        /** An alert fired. */
        ALERT,
        /** A user reported something. */
        USER_REPORT,
        /** An operation was seen for the first time with enough calls to be judged. */
        FIRST_APPEARANCE,
        /** It was time. */
        SCHEDULE
    }

    /**
     * Refuses a trigger that nobody could follow up.
     *
     * @throws IllegalArgumentException when the name or the text is blank or too long
     */
    public Trigger {
        check("who", who, LONGEST_NAME);
        check("why", why, LONGEST_TEXT);
    }

    private static void check(String part, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException("an examination needs to know " + part + ": found "
                    + (text.isBlank() ? "nothing" : text.length() + " characters") + ", expected 1 to " + longest);
        }
    }
}
