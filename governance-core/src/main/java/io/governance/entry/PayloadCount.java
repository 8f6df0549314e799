package io.governance.entry;

import io.governance.measure.Call;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Bytes and items of one call, or of the part of it that one thread carried; told to its budget and to the call around it at its end. */
final class PayloadCount implements Call.Attachment {
    static final Call.Slot<PayloadCount> SLOT = Call.Slot.create(PayloadCount::new);

    private static final Target NOWHERE = count -> {};

    private final AtomicLong bytes = new AtomicLong(); // a stream may be written to from another thread
    private long items;

    /** Where bytes are counted into. */
    interface Target {
        void addBytes(long count);
    }

    /** The call that is open now, for as long as it is open. The one place that knows where bytes are kept. */
    static Target current() {
        Call call = Call.current();
        if (call == null) {
            return NOWHERE;
        }
        long generation = call.generation();
        AtomicLong counted = call.get(SLOT).bytes;
        return count -> {
            if (count > 0 && call.isOpen(generation)) {
                counted.addAndGet(count);
            }
        };
    }

    void addItems(long count) {
        items += count;
    }

    @Override
    public void callEnded(Call call) {
        long written = bytes.getAndSet(0);
        long contained = items;
        items = 0;
        boolean isNothing = written == 0 && contained == 0;
        if (isNothing || call.has(Call.Flag.SHADOW)) {
            return;
        }
        Call around = call.parent();
        if (around != null) {
            PayloadCount outer = around.get(SLOT);
            outer.bytes.addAndGet(written);
            outer.items += contained;
        }
        PayloadBudget budget = PayloadExaminer.of(call.operation().operations()).budget(call.operation());
        if (budget != null) {
            budget.written(new PayloadExample(written, contained, call.durationNanos(), root(call)));
        }
    }

    private static @Nullable String root(Call call) {
        Call root = call.root();
        return root == call ? null : root.operation().name();
    }
}
