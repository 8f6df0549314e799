package io.governance.resolve;

import io.governance.measure.Operation;
import io.governance.remember.Ledger;
import io.governance.remember.Samples;
import io.governance.remember.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An improvement that has no two sides to compare at the same time: an index, a time to live, the size of a pool.
 *
 * <p>It is measured before and after, over all nodes, from the samples of the store; and always labelled observational:
 * whatever else happened in between is in the figures too. The moments are kept in the ledger's stream
 * {@code change/NAME}, so that {@link #find} goes on after a restart. Made with {@link #builder}; used by one thread,
 * which waits for the store.
 */
public final class Change {
    private static final String STREAM = "change/";
    private static final String APPLIED = "APPLIED";
    private static final String OPERATION = "operation";
    private static final String BEGUN = "begun";
    private static final String ENDED = "ended";
    private static final String MADE = "made";
    private static final long PATIENCE_SECONDS = 10;
    private static final int ATTEMPTS = 10;

    private final Operation operation;
    private final String name;
    private final String description;
    private final Instant begun;

    private Change(Builder settings) {
        this.operation = settings.operation;
        this.name = settings.name;
        this.description = settings.description;
        this.begun = cut(operation).at();
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

    /** Returns a change of an operation that was made before, perhaps by a process that is no more. */
    public static Optional<Applied> find(Operation operation, String name) {
        return history(operation, name).stream()
                .filter(entry -> entry.type().equals(APPLIED))
                .filter(entry -> operation.name().equals(entry.facts().get(OPERATION)))
                .reduce((first, second) -> second)
                .map(entry -> new Applied(operation, name, entry.facts(), true));
    }

    /**
     * Makes the change. What was measured since this object was built is "before", what is measured once the change is
     * made is "after"; what is measured while it is being made belongs to neither.
     *
     * @throws X what the change itself throws; nothing is noted then; inferred
     * @throws IllegalStateException when what was measured before could not be kept: nothing is changed then
     */
    public <X extends Exception> Applied apply(Operation.Action<X> change) throws X {
        Sampling.Cut ended = cut(operation);
        await(ended, "nothing was changed");
        change.run();
        Map<String, String> facts = new TreeMap<>();
        facts.put(OPERATION, operation.name());
        facts.put("description", description);
        facts.put("kind", "observational");
        facts.put(BEGUN, begun.toString());
        facts.put(ENDED, ended.at().toString());
        facts.put(MADE, cut(operation).at().toString());
        Applied applied = new Applied(operation, name, facts, false);
        applied.note();
        return applied;
    }

    private static Sampling.Cut cut(Operation operation) {
        return operation.operations().service(Sampling.class).cut();
    }

    private static void await(Sampling.Cut cut, String otherwise) {
        try {
            cut.written().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unwritten(otherwise, e);
        } catch (ExecutionException | TimeoutException e) {
            throw unwritten(otherwise, e);
        }
    }

    private static IllegalStateException unwritten(String otherwise, Exception cause) {
        return new IllegalStateException(
                "the store did not take what was measured up to now within " + PATIENCE_SECONDS + " s: " + otherwise,
                cause);
    }

    private static List<Ledger.Entry> history(Operation operation, String name) {
        return operation.operations().service(Store.class).ledger().read(STREAM + name, 0);
    }

    /** A change that was made and is being watched. */
    public static final class Applied {
        private final Operation operation;
        private final String name;
        private final Map<String, String> facts;
        private boolean isNoted;

        private Applied(Operation operation, String name, Map<String, String> facts, boolean isNoted) {
            this.operation = operation;
            this.name = name;
            this.facts = facts;
            this.isNoted = isNoted;
        }

        /**
         * Returns before and after as they stand now.
         *
         * @throws IllegalStateException when the store does not take what was measured up to now
         */
        public BeforeAfter measure() {
            Sampling.Cut now = cut(operation);
            await(now, "before and after cannot be told now");
            Samples samples = operation.operations().service(Store.class).samples();
            return new BeforeAfter(
                    Period.read(samples, operation.name(), moment(BEGUN), moment(ENDED)),
                    Period.read(samples, operation.name(), moment(MADE), now.at()));
        }

        /** Writes before and after to the ledger, stream {@code change/NAME}, and returns them. */
        public BeforeAfter remember() {
            note();
            BeforeAfter measured = measure();
            Map<String, String> figures = new TreeMap<>(measured.facts());
            figures.putAll(facts);
            append("MEASURED", figures);
            return measured;
        }

        /** The change is made, whether the store is there or not: what cannot be noted now is noted later. */
        private void note() {
            if (!isNoted) {
                try {
                    append(APPLIED, facts);
                    isNoted = true;
                } catch (RuntimeException e) {
                    isNoted = false; // who made the change must not be told that it failed
                }
            }
        }

        private void append(String type, Map<String, String> written) {
            Ledger ledger = operation.operations().service(Store.class).ledger();
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long version = history(operation, name).size();
                if (ledger.append(STREAM + name, version, type, written).isPresent()) {
                    return;
                }
            }
            throw new IllegalStateException("change " + name + ": others wrote " + ATTEMPTS
                    + " times to its stream at the same time: look again");
        }

        private Instant moment(String fact) {
            String text = facts.get(fact);
            if (text == null) {
                throw new IllegalStateException("change " + name + " has no moment '" + fact + "', only " + facts);
            }
            return Instant.parse(text);
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
