package io.governance.instance;

import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A call became the current one of its thread, or stopped being it; written only while a profile is taken. */
@Name("io.governance.CallEdge")
@Label("Start or end of a governed call")
@Category("Governance")
@Enabled(false)
@StackTrace(false)
final class CallEdge extends Event {
    static final String NAME = "io.governance.CallEdge";

    @Label("Operation")
    String operation = "";

    @Label("Start, not end")
    boolean entered;
}
