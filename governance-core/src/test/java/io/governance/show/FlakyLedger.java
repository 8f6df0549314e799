package io.governance.show;

import io.governance.remember.Ledger;
import io.governance.remember.StoreUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A ledger that is out of reach whenever the test says so. */
final class FlakyLedger implements Ledger {
    boolean isAway;
    private final Ledger real;

    FlakyLedger(Ledger real) {
        this.real = real;
    }

    @Override
    public OptionalLong append(String stream, long expectedVersion, String type, Map<String, String> facts) {
        check();
        return real.append(stream, expectedVersion, type, facts);
    }

    @Override
    public List<Entry> read(String stream, long afterVersion) {
        check();
        return real.read(stream, afterVersion);
    }

    @Override
    public List<String> streams(String prefix) {
        check();
        return real.streams(prefix);
    }

    private void check() {
        if (isAway) {
            throw new StoreUnavailableException("test", "reading", new IOException("away"));
        }
    }
}
