package io.governance.entry;

import io.governance.measure.BucketLayout;
import io.governance.measure.Operation;
import io.governance.measure.Recorder;
import io.governance.measure.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How much the answers of an operation may weigh: bytes, and items if wanted.
 *
 * <p>Each is held against the 95th percentile of five minutes, over the calls that wrote any (counted by {@link
 * Payload}, and bytes by {@link CallFilter} where nobody else does); when the worse of the two is beyond it that is a
 * finding PAYLOAD, with the largest call as an example. A call that writes on several threads counts as one for each of
 * them, as it does for each time that it is resumed. Thread-safe.
 */
public final class PayloadBudget {
    /** Below this one bucket holds all. */
    private static final long LEAST_BYTES = 64;

    /** Up to here numbers of items are counted one by one, beyond it in logarithmic buckets. */
    private static final long FEW_ITEMS = 200;

    private static final long EXAMPLE_NANOS = Duration.ofMinutes(5).toNanos();

    private final Operation operation;
    private final long bytes;
    private final long items;
    private final Time time;
    private final Recorder writtenBytes = new Recorder(BucketLayout.BYTES);
    private final Recorder writtenItems;
    private final LastFiveMinutes window;
    private final AtomicReference<@Nullable Largest> largest = new AtomicReference<>();

    private record Largest(long atNanos, PayloadExample example) {}

    private PayloadBudget(Builder settings) {
        this.operation = settings.operation;
        this.bytes = settings.bytes;
        this.items = settings.items;
        this.time = operation.operations().time();
        this.writtenItems = new Recorder(items <= FEW_ITEMS ? BucketLayout.COUNT : BucketLayout.BYTES);
        this.window = new LastFiveMinutes(this::read);
    }

    /** Starts a budget for an operation. */
    public static Builder builder(Operation operation) {
        return new Builder(operation);
    }

    void written(PayloadExample example) {
        if (example.bytes() > 0) { // else it is not known: a filter may have counted them
            writtenBytes.add(example.bytes());
        }
        if (example.items() > 0) {
            writtenItems.add(example.items());
        }
        Largest before = largest.get();
        long now = time.nanos();
        if (before == null || now - before.atNanos > EXAMPLE_NANOS || load(example) > load(before.example)) {
            largest.compareAndSet(before, new Largest(now, example)); // of two at once one is enough
        }
    }

    /** How far a call went beyond what it may, by the worse of the two. */
    private double load(PayloadExample example) {
        return Math.max((double) example.bytes() / bytes, (double) example.items() / items);
    }

    private LastFiveMinutes.Totals read() {
        return new LastFiveMinutes.Totals(List.of(writtenBytes.read(), writtenItems.read()), List.of());
    }

    LastFiveMinutes.Totals last() {
        return window.at(time.nanos());
    }

    @Nullable
    PayloadExample example() {
        Largest seen = largest.get();
        return seen == null ? null : seen.example;
    }

    Operation operation() {
        return operation;
    }

    /** Returns the bytes that a call may write. */
    public long bytes() {
        return bytes;
    }

    /** Returns the items that a call may write; {@code Long.MAX_VALUE} unless set. */
    public long items() {
        return items;
    }

    /** What may be said about a budget. Not thread-safe. */
    public static final class Builder {
        private final Operation operation;
        private long bytes = Long.MAX_VALUE;
        private long items = Long.MAX_VALUE;

        private Builder(Operation operation) {
            this.operation = operation;
        }

        /** Lets a call write this many bytes, at least 64. */
        public Builder bytes(long most) {
            bytes = most;
            return this;
        }

        /** Lets a call write this many items; as many as it likes unless set. */
        public Builder items(long most) {
            items = most;
            return this;
        }

        /**
         * Returns the budget, which holds from now on.
         *
         * @throws IllegalArgumentException with everything that is wrong, one a line; or when the operation has one already
         */
        public PayloadBudget build() {
            List<String> problems = new ArrayList<>();
            if (bytes == Long.MAX_VALUE && items == Long.MAX_VALUE) {
                problems.add("bytes, items: found neither, expected one of them or both");
            }
            if (bytes < LEAST_BYTES) {
                problems.add("bytes: found " + bytes + ", expected " + LEAST_BYTES + " or more");
            }
            if (items < 1) {
                problems.add("items: found " + items + ", expected 1 or more");
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("the payload budget of " + operation.name() + " cannot be built:\n  "
                        + String.join("\n  ", problems));
            }
            PayloadBudget budget = new PayloadBudget(this);
            PayloadExaminer.of(operation.operations()).add(budget);
            return budget;
        }
    }
}
