package io.governance.examples.faults;

import java.io.IOException;
import java.util.List;

/** How the database goes away for all, and who could give permits meanwhile. */
enum Outage {
    /** Every path goes silent; there is no store, so no permits. */
    SILENT_WITHOUT_STORE("database-all", "every path to it silent, no shared store: nobody leaves", 0, false),
    /** Every path goes silent; the store is reached by another. */
    SILENT_WITH_STORE("database-all-store", "every path to it silent, the store alive: one of three at most", 1, true),
    /** The server stops, and the store with it. */
    STOPPED("database-all-stopped", "the server stopped, the store with it: nobody leaves", 0, true) {
        @Override
        void begin(SharedDatabase database, List<Instance> instances) throws IOException {
            database.stop();
        }

        @Override
        void end(SharedDatabase database, List<Instance> instances) throws IOException {
            database.restart();
        }
    };

    private final String caseName;
    private final String goal;
    private final int mayLeave;
    private final boolean hasStore;

    Outage(String caseName, String goal, int mayLeave, boolean hasStore) {
        this.caseName = caseName;
        this.goal = goal;
        this.mayLeave = mayLeave;
        this.hasStore = hasStore;
    }

    void begin(SharedDatabase database, List<Instance> instances) throws IOException {
        instances.forEach(instance -> database.path(instance.name()).silence());
    }

    void end(SharedDatabase database, List<Instance> instances) throws IOException {
        instances.forEach(instance -> database.path(instance.name()).mend());
    }

    String caseName() {
        return caseName;
    }

    String goal() {
        return "the shared database is gone, " + goal + "; answers degrade, 0 failed requests";
    }

    /** Returns how many instances may be out at once: floor(34 % of three), or none without permits. */
    int mayLeave() {
        return mayLeave;
    }

    boolean hasStore() {
        return hasStore;
    }
}
