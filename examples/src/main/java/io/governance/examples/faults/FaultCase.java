package io.governance.examples.faults;

import java.nio.file.Path;

/** One fault, told as a story: what is started, what goes wrong, what must hold. */
interface FaultCase {
    /** Returns what it is asked for by. */
    String name();

    /** Returns what must hold, in one sentence. */
    String goal();

    /**
     * Lets the fault happen.
     *
     * @param trial is told every figure and everything that must hold
     * @param folder of its own, for configurations and logs
     */
    void run(Trial trial, Path folder) throws Exception;
}
