package io.governance.examples.demo;

/** A mechanism that is switched off, to show that the demo notices. */
enum Sabotage {
    /** Nothing is switched off. */
    NONE,
    /** The comparison of results finds no difference. */
    EQUALITY,
    /** No evidence is enough for a rollback. */
    ROLLBACK,
    /** The index is not made. */
    INDEX,
    /** The instance says that it is not ready. */
    HEALTH
}
