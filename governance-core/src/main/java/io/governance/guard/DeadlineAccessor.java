package io.governance.guard;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Takes the deadline to other threads. Registered by {@link Deadline} itself: before it exists there is none to take. */
final class DeadlineAccessor implements ThreadLocalAccessor<Deadline> {
    private static final String KEY = "governance.deadline";

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable Deadline getValue() {
        return Deadline.current();
    }

    @Override
    public void setValue(Deadline deadline) {
        Deadline.set(deadline);
    }

    @Override
    public void setValue() {
        Deadline.set(null);
    }
}
