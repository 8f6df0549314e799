package io.governance.measure;

import org.jspecify.annotations.Nullable;

/** Takes the final figures of a call, or of the part of one that a thread carried, and tells them to whom they concern. */
final class CallEnd {
    private CallEnd() {}

    static void of(Call call, @Nullable Throwable failure, int lane) {
        Operation of = call.operation();
        long endNanos = of.time().nanos();
        if (wasEnded(call)) {
            of.misused("a call was ended twice");
            return;
        }
        if (!call.isPooled()) {
            of.operations().ended();
        }
        call.durationNanos = Math.max(0, endNanos - call.startNanos);
        readAtEnd(call);
        if (failure != null && of.isError(failure)) {
            CallState.STATE.getAndBitwiseOr(call, CallState.bit(Outcome.ERROR));
        }
        Call around = call.parent;
        if (around != null) {
            if (call.isPooled()) {
                around.childNanos += call.durationNanos;
            }
            int queries = call.queries();
            if (queries > 0 && (around.has(Call.Flag.SHADOW) || !call.has(Call.Flag.SHADOW))) {
                around.addQueries(queries);
            }
        }
        if (call.allocatedBytes >= 0) {
            of.costs(call, call.isPooled() ? around : null);
        }
        of.record(call, lane);
        endSlots(call, of);
        call.generation++;
    }

    /** Only a call that left its thread can be ended, or noted upon, by two at once. */
    private static boolean wasEnded(Call call) {
        if (call.isPooled() && !call.isCaptured()) {
            boolean before = (call.state & CallState.ENDED) != 0;
            call.state |= CallState.ENDED;
            return before;
        }
        return ((int) CallState.STATE.getAndBitwiseOr(call, CallState.ENDED) & CallState.ENDED) != 0;
    }

    private static void readAtEnd(Call call) {
        boolean isRead = (call.state & CallState.ALLOCATION_TURN) != 0;
        boolean isCpuRead = (call.state & CallState.CPU_TURN) != 0;
        if (isRead && call.isPooled()) {
            long bytes = ThreadAllocation.bytes();
            call.allocatedBytes = bytes < 0 ? -1 : Math.max(0, bytes - call.allocatedBytes);
            long cpu = isCpuRead ? ThreadCpu.nanos() : -1;
            call.cpuNanos = cpu < 0 ? -1 : Math.max(0, cpu - call.cpuNanos);
        } else {
            boolean isKnown = isRead && (call.state & CallState.CONTRIBUTED) != 0;
            call.allocatedBytes = isKnown ? -call.allocatedBytes : -1;
            call.cpuNanos = isKnown && isCpuRead ? -call.cpuNanos : -1;
        }
    }

    /** What this thread did for the call that it carried is added to it, unless that has ended. */
    static void ofCarrying(Call carrying) {
        carrying.state |= CallState.ENDED;
        Operation of = carrying.operation;
        Call real = carrying.origin;
        if (of != null && real != null) {
            carrying.durationNanos = Math.max(0, of.time().nanos() - carrying.startNanos);
            readAtEnd(carrying);
            if (!real.hasEnded()) {
                contribute(carrying, real);
            }
            Call around = carrying.parent;
            if (around != null) {
                around.childNanos += carrying.durationNanos;
                around.operation().innerCosts(carrying);
            }
        }
        if (of != null) {
            endSlots(carrying, of);
        }
        carrying.generation++;
    }

    private static void contribute(Call carrying, Call real) {
        if (carrying.allocatedBytes >= 0) {
            CallState.ALLOCATED.getAndAdd(real, -carrying.allocatedBytes);
            CallState.CPU.getAndAdd(real, -Math.max(0, carrying.cpuNanos));
            CallState.STATE.getAndBitwiseOr(real, CallState.CONTRIBUTED);
        }
        if (!real.isPooled()) {
            CallState.CHILDREN.getAndAdd(real, carrying.childNanos);
        }
    }

    private static void endSlots(Call call, Operation of) {
        Slots slots = call.slots;
        if (slots != null) {
            slots.callEnded(call, of);
        }
    }
}
