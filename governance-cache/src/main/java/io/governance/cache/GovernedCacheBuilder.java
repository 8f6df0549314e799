package io.governance.cache;

import io.governance.Governance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a cache is built from; made by {@link GovernedCache#builder}. Not thread-safe. */
public final class GovernedCacheBuilder {
    private final Governance governance;
    private final @Nullable String name;
    private @Nullable Duration ttl;
    private @Nullable Long maximumSize;
    private boolean isPerCall = true;

    GovernedCacheBuilder(Governance governance, @Nullable String name) {
        this.governance = Objects.requireNonNull(governance, "a cache needs the governance that it belongs to");
        this.name = name;
    }

    /** Keeps a value in the process for this long after it was loaded or put. Required. */
    public GovernedCacheBuilder ttl(Duration timeToLive) {
        ttl = timeToLive;
        return this;
    }

    /** Keeps at most about this many values in the process; those used least go first. Required. */
    public GovernedCacheBuilder maximumSize(long values) {
        maximumSize = values;
        return this;
    }

    /**
     * Says whether what a call has read stays the same until it ends; true by default. Not for calls that run for hours
     * and want to see changes.
     */
    public GovernedCacheBuilder perCall(boolean isKept) {
        isPerCall = isKept;
        return this;
    }

    /**
     * Builds a cache that loads key by key.
     *
     * @throws IllegalArgumentException with everything that is wrong or missing, one a line
     */
    public <K, V> GovernedCache<K, V> build(GovernedCache.Loader<K, V> loader) {
        return build(loader, null, List.of());
    }

    /**
     * Builds a cache whose {@link GovernedCache#getAll} loads missing keys together.
     *
     * @throws IllegalArgumentException with everything that is wrong or missing, one a line
     */
    public <K, V> GovernedCache<K, V> build(
            GovernedCache.Loader<K, V> loader, GovernedCache.BulkLoader<K, V> bulkLoader) {
        List<String> missing = bulkLoader == null
                ? List.of("bulk loader: found null, expected a function from keys to values, or build(loader)")
                : List.of();
        return build(loader, bulkLoader, missing);
    }

    private <K, V> GovernedCache<K, V> build(
            GovernedCache.Loader<K, V> loader,
            GovernedCache.@Nullable BulkLoader<K, V> bulkLoader,
            List<String> foundBefore) {
        Caches caches = Caches.of(governance);
        List<String> problems = new ArrayList<>();
        String called = name == null ? "" : name;
        if (called.isBlank() || !called.equals(called.strip())) {
            problems.add("name: found " + (name == null ? "null" : "'" + name + "'")
                    + ", expected one without blanks around it, such as parts");
        }
        Duration timeToLive = ttl == null ? Duration.ZERO : ttl;
        if (timeToLive.isZero() || timeToLive.isNegative()) {
            problems.add("ttl: found " + (ttl == null ? "none" : ttl) + ", expected more than zero, such as"
                    + " ttl(ofMinutes(5)): without one, a value that changed in its source would stay for ever");
        }
        long size = maximumSize == null ? 0 : maximumSize;
        if (size < 1) {
            problems.add("maximumSize: found " + (maximumSize == null ? "none" : maximumSize)
                    + ", expected 1 or more, such as maximumSize(10_000): an unbounded cache is a memory leak");
        }
        if (loader == null) {
            problems.add("loader: found null, expected a function from a key to its value");
        }
        problems.addAll(foundBefore);
        caches.problem(called).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw refusal(called, problems);
        }
        Counts counts = new Counts();
        ProcessLevel<K> process =
                new ProcessLevel<>(called, timeToLive, size, governance.time()::nanos, counts, caches.waits());
        GovernedCache<K, V> cache = new GovernedCache<>(called, process, counts, isPerCall, loader, bulkLoader);
        caches.add(cache, size).ifPresent(problem -> {
            throw refusal(called, List.of(problem)); // built elsewhere since we asked
        });
        return cache;
    }

    private static IllegalArgumentException refusal(String name, List<String> problems) {
        return new IllegalArgumentException(
                "cache '" + name + "' cannot be built:\n  " + String.join("\n  ", problems));
    }
}
