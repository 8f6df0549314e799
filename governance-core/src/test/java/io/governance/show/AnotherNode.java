package io.governance.show;

import io.governance.remember.Evidence;
import io.governance.remember.Fleet;
import io.governance.remember.Ledger;
import io.governance.remember.Samples;
import io.governance.remember.Store;

/** A node's view of a store that several nodes share; the ledger may be replaced. */
final class AnotherNode implements Store {
    private final Store shared;
    private final Ledger ledger;
    private final String node;

    AnotherNode(Store shared, Ledger ledger, String node) {
        this.shared = shared;
        this.ledger = ledger;
        this.node = node;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Evidence evidence() {
        return shared.evidence();
    }

    @Override
    public Samples samples() {
        return shared.samples();
    }

    @Override
    public Fleet fleet() {
        return shared.fleet();
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public void close() {}
}
