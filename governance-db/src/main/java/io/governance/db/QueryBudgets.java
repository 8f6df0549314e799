package io.governance.db;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that made more queries than they may (P8.4): the worst of each operation with what it asked most often, as
 * finding and as meter {@code governance.calls.over.query.budget}. Bounded by the number of operations. Thread-safe.
 */
final class QueryBudgets {
    /** Queries that one call may make, unless said otherwise: fewer than five. */
    static final int BUDGET = 4;

    private static final Logger LOG = LoggerFactory.getLogger("io.governance");
    private static final long QUIET_NANOS = 60_000_000_000L;

    /** The worst call of one operation; its queries, those asked most often first. */
    record Over(Operation operation, int budget, int queries, List<String> statements, long calls, long atNanos) {}

    private final MeterRegistry meters;
    private final Time time;
    private final Map<Operation, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Operation, Over> worst = new ConcurrentHashMap<>();
    private final AtomicLong quietUntil;
    private volatile int budget = BUDGET;
    private volatile boolean isLogged;

    QueryBudgets(MeterRegistry meters, Time time) {
        this.meters = meters;
        this.time = time;
        this.quietUntil = new AtomicLong(time.nanos());
    }

    void budget(int queries) {
        budget = queries;
    }

    void isLogged(boolean logged) {
        isLogged = logged;
    }

    /** Costs one comparison while the budget is kept. */
    void ended(Call call, StatementLog log) {
        int queries = call.queries();
        if (queries > budget && !call.has(Call.Flag.SHADOW)) {
            over(call.operation(), queries, log);
        }
    }

    private void over(Operation operation, int queries, StatementLog log) {
        counters.computeIfAbsent(operation, this::counter).increment();
        long nowNanos = time.nanos();
        int allowed = budget;
        worst.compute(operation, (of, known) -> {
            long calls = known == null ? 1 : known.calls() + 1;
            return known != null && known.queries() >= queries
                    ? new Over(of, allowed, known.queries(), known.statements(), calls, nowNanos)
                    : new Over(of, allowed, queries, log.mostOften(), calls, nowNanos);
        });
        long quiet = quietUntil.get();
        if (isLogged && nowNanos - quiet >= 0 && quietUntil.compareAndSet(quiet, nowNanos + QUIET_NANOS)) {
            LOG.warn(
                    "one call of {} made {} queries, allowed are {}: {}", operation, queries, allowed, log.mostOften());
        }
    }

    private Counter counter(Operation operation) {
        return Counter.builder("governance.calls.over.query.budget")
                .description("calls that made more queries than they may")
                .tag("operation", operation.name())
                .register(meters);
    }

    Collection<Over> over(long keptNanos) {
        long nowNanos = time.nanos();
        worst.values().removeIf(over -> nowNanos - over.atNanos() > keptNanos);
        return new ArrayList<>(worst.values());
    }
}
