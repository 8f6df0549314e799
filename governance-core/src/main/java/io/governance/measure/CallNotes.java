package io.governance.measure;

/** What any thread may note on a call that is open; what comes after its end is counted and dropped. */
final class CallNotes {
    private CallNotes() {}

    static void addQueries(Call call, int count) {
        if (isWelcome(call, count, "queries")
                && (int) CallState.QUERIES.getAndAdd(call, count) > Integer.MAX_VALUE - count) {
            CallState.QUERIES.setVolatile(call, Integer.MAX_VALUE);
        }
    }

    static void addPayload(Call call, long bytes) {
        if (isWelcome(call, bytes, "bytes of payload")
                && (long) CallState.PAYLOAD.getAndAdd(call, bytes) > Long.MAX_VALUE - bytes) {
            CallState.PAYLOAD.setVolatile(call, Long.MAX_VALUE);
        }
    }

    static void mark(Call call, Outcome noted) {
        if (call.hasEnded()) {
            late(call);
        } else if (noted != Outcome.OK) {
            CallState.STATE.getAndBitwiseOr(call, CallState.bit(noted));
        }
    }

    private static boolean isWelcome(Call call, long count, String what) {
        if (count < 0) {
            misused(call, "a negative number of " + what + " was added: " + count);
            return false;
        }
        if (call.hasEnded() && count > 0) {
            late(call);
            return false;
        }
        return count > 0;
    }

    private static void late(Call call) {
        Operation of = call.operation;
        if (of != null) {
            of.operations().late();
        }
    }

    static void misused(Call call, String what) {
        Operation of = call.operation;
        if (of != null) {
            of.misused(what);
        }
    }
}
