package io.governance.entry;

import io.governance.measure.Call;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the current call along wherever Micrometer's context-propagation goes: {@code ContextSnapshot},
 * {@code ContextExecutorService}, Reactor's automatic propagation.
 *
 * <p>Registered by {@code META-INF/services}; nothing is to be done. On the other thread operations find the call as
 * their parent, and queries, payload and outcome go to it; modules' slots stay each thread's own. Thread-safe.
 */
public final class CallAccessor implements ThreadLocalAccessor<Call> {
    /** Key of the call among the values that are propagated. */
    public static final String KEY = "io.governance.call";

    private static final OpenScopes SCOPES = new OpenScopes();

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable Call getValue() {
        return Call.capture();
    }

    @Override
    public void setValue(Call call) {
        SCOPES.add(KEY, call.resume());
    }

    /** Leaves every call: what was captured elsewhere had none. */
    @Override
    public void setValue() {
        SCOPES.add(KEY, Call.outside());
    }

    @Override
    public void restore(Call previous) {
        SCOPES.close(KEY);
    }

    @Override
    public void restore() {
        SCOPES.close(KEY);
    }
}
