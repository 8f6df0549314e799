package io.governance.leak;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The edge to the JVM's own class histogram. */
final class DiagnosticCommand {
    private DiagnosticCommand() {}

    /**
     * Returns the histogram of all objects, dead ones included, since counting only the live would collect the whole heap.
     *
     * @throws IllegalStateException when this JVM has no such command
     */
    static String classHistogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[] {"-all"}},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(
                    "this JVM gives no class histogram: its DiagnosticCommand bean did not answer gcClassHistogram", e);
        }
    }
}
