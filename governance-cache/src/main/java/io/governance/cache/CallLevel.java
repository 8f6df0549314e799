package io.governance.cache;

import io.governance.measure.Call;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values that one call has read, of all caches: what was read once stays the same until the call ends.
 *
 * <p>Kept by the outermost call, so that calls inside it see the same; only a shadow call has a view of its own, lest
 * what it would have had to load is there for free. An open-addressing table that is used again by later calls of the
 * thread: reading and keeping allocate nothing once it has its size. Used by the thread of the call only.
 */
final class CallLevel implements Call.Attachment {
    static final int LIMIT = 1_024;
    private static final int SLOTS = 32;
    private static final int SLOTS_KEPT = 256;
    private static final Call.Slot<CallLevel> SLOT = Call.Slot.create(CallLevel::new);

    private @Nullable Object[] owners = new Object[SLOTS];
    private @Nullable Object[] keys = new Object[SLOTS];
    private @Nullable Object[] values = new Object[SLOTS];
    private int size;

    /** Returns the level of the call that is open on this thread. */
    static @Nullable CallLevel current() {
        Call call = Call.current();
        if (call == null) {
            return null;
        }
        boolean isShadow = call.has(Call.Flag.SHADOW);
        for (Call up = call.parent(); up != null && up.has(Call.Flag.SHADOW) == isShadow; up = up.parent()) {
            call = up;
        }
        return call.get(SLOT);
    }

    @Nullable
    Object find(Object owner, Object key) {
        return values[slot(owner, key)];
    }

    /** Returns whether the value is kept: a call that has reached its limit keeps no further ones. */
    boolean keep(Object owner, Object key, Object value) {
        int slot = slot(owner, key);
        if (owners[slot] == null) {
            if (size == LIMIT) {
                return false;
            }
            if (++size > owners.length / 2) {
                grow();
                slot = slot(owner, key);
            }
            owners[slot] = owner;
            keys[slot] = key;
        }
        values[slot] = value;
        return true;
    }

    /** The place stays taken, or keys that were put behind it could no longer be found. */
    void forget(Object owner, Object key) {
        values[slot(owner, key)] = null;
    }

    void forgetAll(Object owner) {
        for (int slot = 0; slot < owners.length; slot++) {
            if (owners[slot] == owner) {
                values[slot] = null;
            }
        }
    }

    private int slot(Object owner, Object key) {
        int hash = (31 * System.identityHashCode(owner) + key.hashCode()) * 0x9E3779B9;
        int mask = owners.length - 1;
        int slot = (hash ^ hash >>> 16) & mask;
        while (owners[slot] != null && (owners[slot] != owner || !key.equals(keys[slot]))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        @Nullable Object[] oldOwners = owners;
        @Nullable Object[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        resize(oldOwners.length * 2);
        for (int old = 0; old < oldOwners.length; old++) {
            Object owner = oldOwners[old];
            Object key = oldKeys[old];
            if (owner != null && key != null) {
                int slot = slot(owner, key);
                owners[slot] = owner;
                keys[slot] = key;
                values[slot] = oldValues[old];
            }
        }
    }

    private void resize(int slots) {
        owners = new Object[slots];
        keys = new Object[slots];
        values = new Object[slots];
    }

    @Override
    public void callEnded(Call call) {
        if (size == 0) {
            return;
        }
        size = 0;
        if (owners.length > SLOTS_KEPT) {
            resize(SLOTS);
        } else {
            Arrays.fill(owners, null);
            Arrays.fill(keys, null);
            Arrays.fill(values, null);
        }
    }
}
