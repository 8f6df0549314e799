package io.governance.entry;

import io.governance.measure.Call;
import java.io.OutputStream;
import java.io.Writer;

/**
 * Counts what a call gives to its caller: wrap what it is written to, and say how many items there are.
 *
 * <p>{@code mapper.writeValue(Payload.counting(out), orders); Payload.items(orders.size());} inside a call of an
 * operation with a {@link PayloadBudget}. What is written goes on unchanged and at once. Outside of a call it is not
 * counted. The counts of a call inside another one belong to both. What a call writes where it was resumed, on another
 * thread or later on, is counted as an answer of its own.
 */
public final class Payload {
    private Payload() {}

    /** Returns the same stream; its bytes are counted into the call that is open now. Not thread-safe. */
    public static OutputStream counting(OutputStream out) {
        return new PayloadStream(out, PayloadCount.current());
    }

    /** Returns the same writer; what it writes is counted as bytes of UTF-8 into the call that is open now. Not thread-safe. */
    public static Writer counting(Writer out) {
        return new PayloadWriter(out, PayloadCount.current());
    }

    /** Counts bytes that were sent by other means into the call that is open now; a negative number counts as none. */
    public static void bytes(long count) {
        PayloadCount.current().addBytes(count);
    }

    /** Counts items of the answer (rows, orders) into the call that is open now; a negative number counts as none. */
    public static void items(long count) {
        Call call = Call.current();
        if (call != null && count > 0) {
            call.get(PayloadCount.SLOT).addItems(count);
        }
    }
}
