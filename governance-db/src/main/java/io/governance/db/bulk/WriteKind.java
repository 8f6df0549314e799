package io.governance.db.bulk;

/** What is done with the rows. */
enum WriteKind {
    INSERT,
    UPSERT,
    UPDATE,
    DELETE;

    /** Whether rows of the same key would meet inside one statement, so that only the last of them may be sent. */
    boolean isLastWins() {
        return this == UPSERT || this == UPDATE;
    }

    /** Whether doing it twice leaves the same rows as doing it once. */
    boolean isRepeatable() {
        return this != INSERT;
    }
}
