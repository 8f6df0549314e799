package io.governance.db;

import java.time.Instant;

/**
 * A pattern that somebody knows of and leaves for now: it is not reported until a day, from which on the exemption itself
 * is a finding. Immutable.
 *
 * @param pattern what is not reported
 * @param where part of the operation's name, of the place in the code, or of the fingerprint
 * @param reason why it may stay, for whoever finds it later
 * @param until the moment from which on it is reported again
 */
public record Exemption(Pattern pattern, String where, String reason, Instant until) {
    /**
     * Checks what was given.
     *
     * @throws IllegalArgumentException when where or reason are blank, or the pattern is none that is reported
     */
    public Exemption {
        if (where.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("an exemption needs where it holds and a reason; found where '" + where
                    + "', reason '" + reason + "'");
        }
        if (!pattern.isFinding()) {
            throw new IllegalArgumentException("pattern " + pattern + " is never reported, so nothing can be exempt");
        }
    }

    boolean covers(Pattern found, String... texts) {
        if (found != pattern) {
            return false;
        }
        for (String text : texts) {
            if (text.contains(where)) {
                return true;
            }
        }
        return false;
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(until);
    }
}
