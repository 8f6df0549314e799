package io.governance.guard;

import io.governance.judge.Examiners;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Place;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The guards of one governance by their names: each name once, at most 1,000 of them with meters and findings. */
final class GuardNames {
    private static final int LIMIT = 1_000;

    private final Map<String, String> madeAt = new ConcurrentHashMap<>();
    private final AtomicInteger beyond = new AtomicInteger();

    private GuardNames() {}

    static GuardNames of(Operations operations) {
        return operations.service(GuardNames.class, GuardNames::new);
    }

    /**
     * Takes a name.
     *
     * @return whether the guard is to be shown under it
     * @throws IllegalArgumentException when it is taken; the guard that has it goes on unharmed
     */
    boolean take(Operation operation, String name) {
        boolean isShared = operation.name().equals(Operations.OTHER); // stands for several operations
        if (madeAt.size() >= LIMIT || (isShared && madeAt.containsKey(name))) {
            if (beyond.getAndIncrement() == 0) {
                operation.operations().service(Examiners.class).register(draft -> draft.finding(tooMany()));
            }
            return false;
        }
        String here = caller();
        String before = madeAt.putIfAbsent(name, here);
        if (before != null) {
            throw new IllegalArgumentException("guard '" + name + "' was made already at " + before + ", now again at "
                    + here + ": keep the first and pass it on; with() gives it other code for one call");
        }
        return true;
    }

    /** For a guard that could not be built after all. */
    void giveBack(String name) {
        madeAt.remove(name);
    }

    private Finding tooMany() {
        return new Finding(
                "TOO_MANY_GUARDS",
                Operations.OTHER,
                Level.WARNING,
                beyond + " guards have no meters and no findings of their own, since there are too many",
                null,
                Map.of("notShown", beyond.toString(), "shown", Integer.toString(madeAt.size())),
                "make a guard once for each dependency of an operation, never for each call or key");
    }

    private static String caller() {
        String ours = GuardNames.class.getPackageName() + ".Guard";
        return Place.outside(
                name -> name.equals(ours) || name.startsWith(ours + "$") || name.equals(GuardNames.class.getName()));
    }
}
