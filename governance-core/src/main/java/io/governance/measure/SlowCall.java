package io.governance.measure;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What a flight recording holds of a slow call. The class is not even loaded before the first one. */
@Name("governance.SlowCall")
@Label("Slow Call")
@Category("Governance")
@Description("A call that took longer than is acceptable, written when it ended")
@StackTrace(false)
final class SlowCall extends Event {
    @Label("Operation")
    String operation = "";

    @Label("Outcome")
    String outcome = "";

    @Label("Response Time")
    @Timespan(Timespan.NANOSECONDS)
    long responseTime;

    @Label("Time In Other Calls")
    @Timespan(Timespan.NANOSECONDS)
    long innerTime;

    @Label("Wait Before Start")
    @Timespan(Timespan.NANOSECONDS)
    long wait;

    @Label("Queries")
    int queries;

    @Label("Payload")
    @DataAmount
    long payload;

    /** Costs a virtual call that returns at once when nobody records. */
    static void emit(Call call) {
        SlowCall event = new SlowCall();
        if (!event.isEnabled()) {
            return;
        }
        event.operation = call.operation().name();
        event.outcome = call.outcome().name();
        event.responseTime = call.durationNanos;
        event.innerTime = call.childNanos;
        event.wait = call.lateNanos;
        event.queries = call.queries();
        event.payload = call.payloadBytes();
        event.commit();
    }
}
