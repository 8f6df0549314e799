package io.governance.flags;

import io.governance.Governance;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The open swaps of one governance, by name. */
final class Swaps {
    private final Map<String, Swap<?, ?>> byName = new ConcurrentHashMap<>();

    static Swaps of(Operation operation) {
        return of(operation.operations());
    }

    static Swaps of(Governance governance) {
        return of(governance.operations());
    }

    private static Swaps of(Operations operations) {
        return operations.service(Swaps.class, Swaps::new);
    }

    void add(String name, Swap<?, ?> swap) {
        Swap<?, ?> before = byName.putIfAbsent(name, swap);
        if (before != null) {
            throw new IllegalArgumentException("a swap named '" + name + "' is open already, on operation "
                    + before.operation().name() + ": close it first, or find another name");
        }
    }

    void remove(String name) {
        byName.remove(name);
    }

    Optional<Swap<?, ?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<Swap<?, ?>> all() {
        return List.copyOf(byName.values());
    }
}
