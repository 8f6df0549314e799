package io.governance.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The open calls of one thread, and the pool they come from: a call is used again once it has ended. */
final class CallStack {
    private static final ThreadLocal<CallStack> OF_THREAD = ThreadLocal.withInitial(CallStack::new);

    private Call[] calls = {new Call(true)};
    private int depth;

    private CallStack() {}

    static CallStack ofThread() {
        return OF_THREAD.get();
    }

    @Nullable
    Call top() {
        return depth == 0 ? null : calls[depth - 1];
    }

    Call push(Operation operation, int flagBits) {
        Call parent = top();
        if (depth == calls.length) {
            calls = Arrays.copyOf(calls, depth * 2);
            for (int i = depth; i < calls.length; i++) {
                calls[i] = new Call(true);
            }
        }
        Call call = calls[depth++];
        call.start(operation, parent, flagBits);
        CallWatch watch = operation.operations().watch();
        if (watch != null) {
            watch.entered(operation);
        }
        return call;
    }

    void pop(@Nullable Throwable failure) {
        Call call = calls[depth - 1];
        try {
            call.finish(failure, true);
        } finally {
            depth--;
            CallWatch watch = call.operation().operations().watch();
            if (watch != null) {
                watch.left(call.operation());
            }
        }
    }
}
