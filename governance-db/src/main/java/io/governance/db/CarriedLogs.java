package io.governance.db;

import io.governance.measure.Call;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What other threads executed for calls that are still open: one log for each call, at most 1,024 calls. Thread-safe; a
 * thread comes here once for each scope in which it resumed a call, not for each statement.
 */
final class CarriedLogs {
    private static final int CALLS = 1_024;

    private record Key(Call call, long generation) {
        boolean isOpen() {
            return call.isOpen(generation);
        }
    }

    private final Map<Key, StatementLog> logs = new HashMap<>();

    /** Adds a thread's log; returns false when the call has ended or there are too many, so that the log stands alone. */
    synchronized boolean add(Call origin, StatementLog log) {
        Key key = new Key(origin.root(), origin.root().generation());
        if (!key.isOpen() || (logs.size() >= CALLS && !logs.containsKey(key))) {
            return false;
        }
        logs.computeIfAbsent(key, call -> new StatementLog()).addAll(log);
        return true;
    }

    /** Takes out what was executed for a call that is about to be judged. */
    synchronized @Nullable StatementLog take(Call call) {
        return logs.isEmpty() ? null : logs.remove(new Key(call, call.generation()));
    }

    /** Takes out one log whose call ended without asking for it: it executed nothing on its own thread. */
    synchronized @Nullable StatementLog takeEnded() {
        for (Iterator<Map.Entry<Key, StatementLog>> all = logs.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, StatementLog> one = all.next();
            if (!one.getKey().isOpen()) {
                all.remove();
                return one.getValue();
            }
        }
        return null;
    }
}
