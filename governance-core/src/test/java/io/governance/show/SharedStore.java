package io.governance.show;

import io.governance.remember.Evidence;
import io.governance.remember.Fleet;
import io.governance.remember.Ledger;
import io.governance.remember.Samples;
import io.governance.remember.Store;
import io.governance.remember.StoreUnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One node's view of a store that others use too: it can be cut off, and others may act in between. */
final class SharedStore implements Store, Ledger {
    private final Store shared;
    private final String node;
    Runnable inBetween = () -> {};
    Runnable afterLook = () -> {};
    boolean isCut;

    SharedStore(Store shared, String node) {
        this.shared = shared;
        this.node = node;
    }

    private void pass() {
        if (isCut) {
            throw new StoreUnavailableException("the shared store", "asking", new IOException("cut off"));
        }
        inBetween.run();
    }

    @Override
    public Ledger ledger() {
        return this;
    }

    @Override
    public OptionalLong append(String stream, long expectedVersion, String type, Map<String, String> facts) {
        pass();
        return shared.ledger().append(stream, expectedVersion, type, facts);
    }

    @Override
    public List<Entry> read(String stream, long afterVersion) {
        pass();
        List<Entry> entries = shared.ledger().read(stream, afterVersion);
        pass();
        return entries;
    }

    @Override
    public List<String> streams(String prefix) {
        return shared.ledger().streams(prefix);
    }

    @Override
    public Fleet fleet() {
        pass();
        Fleet fleet = shared.fleet();
        return new Fleet() {
            @Override
            public void seen(String seen, Instant at) {
                fleet.seen(seen, at);
                pass();
            }

            @Override
            public Map<String, Instant> nodes() {
                Map<String, Instant> nodes = fleet.nodes();
                afterLook.run();
                pass();
                return nodes;
            }
        };
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
    public String node() {
        return node;
    }

    @Override
    public void close() {}
}
