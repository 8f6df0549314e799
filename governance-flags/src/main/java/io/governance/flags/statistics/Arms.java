package io.governance.flags.statistics;

/** The same thing of both sides. */
record Arms<T>(T ofOld, T ofNew) {}
