package io.governance.examples.demo;

/** One step of the protocol: does something real, prints its figures, checks what must hold. */
interface Step {
    /** What the step is called in the output and in the report. */
    String name();

    /** Runs the step; what does not hold is noted in the report, not thrown. */
    void run(Desk desk, DemoReport report) throws Exception;
}
