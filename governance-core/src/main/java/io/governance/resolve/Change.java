package io.governance.resolve;

import io.governance.measure.Operation;
import io.governance.measure.Snapshot;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.util.Map;
import java.util.TreeMap;

/**
 * An improvement that has no two sides to compare at the same time: an index, a time to live, the size of a pool.
 *
 * <p>It is measured before and after, and always labelled observational: whatever else happened in between is in the
 * figures too. Made with {@link #builder}; used by one thread.
 */
public final class Change {
    private final Operation operation;
    private final String name;
    private final String description;
    private final Snapshot begun;

    private Change(Builder settings) {
        this.operation = settings.operation;
        this.name = settings.name;
        this.description = settings.description;
        this.begun = operation.sinceStart();
    }

    /**
     * Starts a change.
     *
     * @param operation what it is meant to improve
     * @param name stable name, such as {@code orders-by-customer-index}
     */
    public static Builder builder(Operation operation, String name) {
        return new Builder(operation, name);
    }

    /**
     * Makes the change. What was measured since this object was built is "before", what is measured from now on "after".
     *
     * @throws X what the change itself throws; nothing is noted then; inferred
     */
    public <X extends Exception> Applied apply(Operation.Action<X> change) throws X {
        Snapshot before = operation.sinceStart().since(begun);
        change.run();
        return new Applied(before, operation.sinceStart());
    }

    /** A change that was made and is being watched. */
    public final class Applied {
        private final Snapshot before;
        private final Snapshot begunAfter;

        private Applied(Snapshot before, Snapshot begunAfter) {
            this.before = before;
            this.begunAfter = begunAfter;
        }

        /** Returns before and after as they stand now. */
        public BeforeAfter measure() {
            return new BeforeAfter(before, operation.sinceStart().since(begunAfter));
        }

        /** Writes before and after to the ledger, stream {@code change/NAME}, and returns them. */
        public BeforeAfter remember() {
            BeforeAfter measured = measure();
            Map<String, String> facts = new TreeMap<>(measured.facts());
            facts.put("operation", operation.name());
            facts.put("description", description);
            facts.put("kind", "observational");
            Ledger ledger = operation.operations().service(Store.class).ledger();
            String stream = "change/" + name;
            long version = ledger.read(stream, 0).size();
            if (ledger.append(stream, version, "MEASURED", facts).isEmpty()) {
                throw new IllegalStateException(
                        "change " + name + " was measured by somebody else at the same time: look again");
            }
            return measured;
        }
    }

    /** What may be said about a change. Not thread-safe. */
    public static final class Builder {
        private final Operation operation;
        private final String name;
        private String description = "";

        private Builder(Operation operation, String name) {
            this.operation = operation;
            this.name = name;
        }

        /** Says in a sentence what is changed. */
        public Builder description(String sentence) {
            description = sentence;
            return this;
        }

        /** Begins to measure "before". */
        public Change build() {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a change needs a name; found a blank one");
            }
            return new Change(this);
        }
    }
}
