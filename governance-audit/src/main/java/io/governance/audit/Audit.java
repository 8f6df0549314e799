package io.governance.audit;

import io.governance.Governance;
import io.governance.flags.SwapReport;
import io.governance.judge.Examination;
import io.governance.judge.Policy;
import io.governance.remember.Store;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks back over a period: what was measured, found, swapped, alerted and resolved (P11).
 *
 * <p>An audit is a pure function of samples, ledger, examination and policy: made again from the same store it says the
 * same, on every node. Building one reads the store; nothing here keeps time or threads.
 */
public final class Audit {
    private Audit() {}

    /** How often an audit of this kind is due. */
    public enum Kind {
        /** Each day. */
        DAILY,
        /** Each week. */
        WEEKLY,
        /** Each month. */
        MONTHLY,
        /** Each quarter. */
        QUARTERLY,
        /** Whenever somebody asks. */
        ON_DEMAND
    }

    /**
     * Audits an application over a period, with an examination made now. Reads the store.
     *
     * @param from first moment of the period
     * @param to the moment after its last
     * @throws IllegalArgumentException when the period is empty
     */
    public static AuditReport of(Governance governance, Instant from, Instant to) {
        return builder(governance, from, to).build();
    }

    /** Audits what a store remembers, by the protocol's policy and without an examination. Reads the store. */
    public static AuditReport of(Store store, Instant from, Instant to) {
        return builder(store, from, to).build();
    }

    /** Starts an audit of an application: its store, its policy, an examination made now. */
    public static Builder builder(Governance governance, Instant from, Instant to) {
        return new Builder(governance.store(), from, to)
                .policy(governance.policy())
                .examination(governance.examine());
    }

    /** Starts an audit of what a store remembers. */
    public static Builder builder(Store store, Instant from, Instant to) {
        return new Builder(store, from, to);
    }

    /** What may be said about an audit. Not thread-safe. */
    public static final class Builder {
        final Store store;
        final Instant from;
        final Instant to;
        final Map<String, SwapReport> swaps = new TreeMap<>();
        Kind kind = Kind.ON_DEMAND;
        Policy policy = Policy.protocol();

        @Nullable
        Examination examination;

        private Builder(Store store, Instant from, Instant to) {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("an audit from " + from + " to " + to + " covers no time; its end"
                        + " must come after its beginning");
            }
            this.store = store;
            this.from = from;
            this.to = to;
        }

        /** Says which kind of audit it is; {@link Kind#ON_DEMAND} unless said. */
        public Builder kind(Kind due) {
            kind = due;
            return this;
        }

        /** Judges by this policy. */
        public Builder policy(Policy lines) {
            policy = lines;
            return this;
        }

        /** Takes the findings from here. */
        public Builder examination(Examination examined) {
            examination = examined;
            return this;
        }

        /** Adds what the judge of a swap says: evidence and confidence ranges, which the store alone does not hold. */
        public Builder swap(SwapReport report) {
            swaps.put(report.swap(), report);
            return this;
        }

        /**
         * Reads the store and makes the report.
         *
         * @throws io.governance.remember.StoreUnavailableException when the store cannot be reached
         */
        public AuditReport build() {
            return new AuditReport(AuditContents.read(this));
        }
    }
}
