package io.governance.flags;

import io.governance.remember.Evidence;
import io.governance.remember.Fleet;
import io.governance.remember.Ledger;
import io.governance.remember.Samples;
import io.governance.remember.Store;
import io.governance.remember.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One node's view of a store that several nodes share; it can be cut off and connected again. */
final class SharedStore implements Store {
    private final Store shared;
    private final String node;
    private volatile boolean isCut;

    SharedStore(Store shared, String node) {
        this.shared = shared;
        this.node = node;
    }

    void cut() {
        isCut = true;
    }

    void connect() {
        isCut = false;
    }

    private Store reached(String tried) {
        if (isCut) {
            throw new StoreUnavailableException("memory", tried, new IllegalStateException("the line is cut"));
        }
        return shared;
    }

    @Override
    public Ledger ledger() {
        return new Ledger() {
            @Override
            public OptionalLong append(String stream, long expectedVersion, String type, Map<String, String> facts) {
                return reached("append").ledger().append(stream, expectedVersion, type, facts);
            }

            @Override
            public List<Entry> read(String stream, long afterVersion) {
                return reached("read").ledger().read(stream, afterVersion);
            }

            @Override
            public List<String> streams(String prefix) {
                return reached("streams").ledger().streams(prefix);
            }
        };
    }

    @Override
    public Evidence evidence() {
        return reached("evidence").evidence();
    }

    @Override
    public Samples samples() {
        return reached("samples").samples();
    }

    @Override
    public Fleet fleet() {
        return reached("fleet").fleet();
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public void close() {}
}
