package io.governance;

import io.governance.measure.Time;
import io.governance.remember.Evidence;
import io.governance.remember.Fleet;
import io.governance.remember.Ledger;
import io.governance.remember.Samples;
import io.governance.remember.Store;
import java.util.function.Supplier;

/** The store in memory behind something that may wait or throw before it answers. */
final class FailingStore implements Store {
    private final Store real;
    private final Runnable first;

    FailingStore(Time time, Runnable first) {
        this.real = Store.inMemory("node-1", time);
        this.first = first;
    }

    private <T> T after(Supplier<T> part) {
        first.run();
        return part.get();
    }

    @Override
    public Ledger ledger() {
        return real.ledger();
    }

    @Override
    public Evidence evidence() {
        return after(real::evidence);
    }

    @Override
    public Samples samples() {
        return after(real::samples);
    }

    @Override
    public Fleet fleet() {
        return after(real::fleet);
    }

    @Override
    public String node() {
        return real.node();
    }

    @Override
    public void close() {
        first.run();
    }
}
