package io.governance.entry;

import io.governance.measure.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The scopes that were opened on a thread by those who get no object back to close: they close by naming the key. */
final class OpenScopes {
    private static final int MOST = 64;

    private record Open(Object key, Call.Scope scope) {}

    private final ThreadLocal<Deque<Open>> ofThread = ThreadLocal.withInitial(ArrayDeque::new);

    void add(Object key, Call.Scope scope) {
        Deque<Open> open = ofThread.get();
        if (open.size() == MOST) { // opened and never closed
            open.removeLast().scope().close();
        }
        open.push(new Open(key, scope));
    }

    /** Closes the last scope of this key; none is harmless. */
    void close(Object key) {
        for (Iterator<Open> each = ofThread.get().iterator(); each.hasNext(); ) {
            Open open = each.next();
            if (open.key() == key) {
                each.remove();
                open.scope().close();
                return;
            }
        }
    }
}
