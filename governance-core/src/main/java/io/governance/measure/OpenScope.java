package io.governance.measure;

/** A call that was resumed on a thread; closing it in another order than it was opened is harmless. */
final class OpenScope implements Call.Scope {
    private final CallStack stack;
    private final Call call;
    private final long generation;
    private final int place;

    OpenScope(CallStack stack, Call call, int place) {
        this.stack = stack;
        this.call = call;
        this.generation = call.generation();
        this.place = place;
    }

    @Override
    public void close() {
        stack.close(call, generation, place);
    }
}
