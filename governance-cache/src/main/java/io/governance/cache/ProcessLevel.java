package io.governance.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values that one process keeps, and the loads under way.
 *
 * <p>A value may be stored only by a load that is still listed in {@code flights}. Beginning a load, storing its value,
 * putting and invalidating each run as one step per key (inside {@code flights.compute}), so whatever was invalidated
 * while it was being loaded has left the list, is not kept, and is not joined by later readers. The loader itself runs
 * outside of every lock. Caffeine's own loading cannot promise this: there an invalidation does not see a load that has
 * not stored anything yet.
 */
final class ProcessLevel<K> {
    /** Asks the source for one key. */
    interface Source<K> {
        @Nullable
        Object load(K key) throws Exception;
    }

    /** Asks the source for several keys. */
    interface BulkSource<K> {
        Map<K, ?> loadAll(Set<K> keys) throws Exception;
    }

    private final String name;
    private final Counts counts;
    private final Waits waits;
    private final Cache<K, Object> values;
    private final ConcurrentHashMap<K, Flight> flights = new ConcurrentHashMap<>();

    ProcessLevel(String name, Duration ttl, long maximumSize, Ticker ticker, Counts counts, Waits waits) {
        this.name = name;
        this.counts = counts;
        this.waits = waits;
        this.values = Caffeine.newBuilder()
                .expireAfterWrite(ttl)
                .maximumSize(maximumSize)
                .ticker(ticker)
                .evictionListener((key, value, cause) -> evicted(cause))
                .build();
    }

    private void evicted(RemovalCause cause) {
        (cause == RemovalCause.SIZE ? counts.sizeEvictions : counts.expirations).increment();
    }

    /** Budget: Caffeine's own hit, which reads the clock once, and one counter; no allocation. */
    @Nullable
    Object find(K key) {
        Object found = values.getIfPresent(key);
        if (found != null) {
            counts.processHits.increment();
        }
        return found;
    }

    /** Loads a key that was not found, or waits for the load that is under way. */
    Object load(K key, Source<K> source) throws Exception {
        Flight mine = new Flight();
        Flight flight = board(key, mine);
        if (flight == null) {
            return mine.join();
        }
        if (flight != mine) {
            return waits.await(flight, name, key);
        }
        Object value;
        counts.loads.increment();
        try {
            value = Absent.closed(source.load(key));
        } catch (Throwable failure) {
            counts.loadFailures.increment();
            fail(key, mine, failure);
            throw failure;
        }
        land(key, mine, value);
        return value;
    }

    /** Loads keys that were not found by one run of the source, except those whose load is under way. */
    Map<K, Object> loadAll(Collection<K> keys, BulkSource<K> source) throws Exception {
        Map<K, Object> answers = new LinkedHashMap<>();
        Map<K, Flight> mine = new LinkedHashMap<>();
        Map<K, Flight> others = new LinkedHashMap<>();
        try {
            for (K key : keys) {
                Flight fresh = new Flight();
                Flight flight = board(key, fresh);
                if (flight == null) {
                    answers.put(key, fresh.join());
                } else {
                    (flight == fresh ? mine : others).put(key, flight);
                }
            }
        } catch (Throwable failure) { // a key that cannot be compared; what was begun must not keep others waiting
            mine.forEach((key, flight) -> fail(key, flight, failure));
            throw failure;
        }
        if (!mine.isEmpty()) {
            answers.putAll(fly(mine, source)); // before waiting for others, who may wait for these
        }
        for (Map.Entry<K, Flight> other : others.entrySet()) {
            answers.put(other.getKey(), waits.await(other.getValue(), name, other.getKey()));
        }
        return answers;
    }

    private Map<K, Object> fly(Map<K, Flight> mine, BulkSource<K> source) throws Exception {
        Map<K, Object> loaded = new LinkedHashMap<>();
        Set<K> keys = Collections.unmodifiableSet(mine.keySet());
        counts.loads.increment();
        try {
            Map<K, ?> found = source.loadAll(keys);
            keys.forEach(key -> loaded.put(key, Absent.closed(found.get(key))));
        } catch (Throwable failure) {
            counts.loadFailures.increment();
            mine.forEach((key, flight) -> fail(key, flight, failure));
            throw failure;
        }
        mine.forEach((key, flight) -> land(key, flight, loaded.getOrDefault(key, Absent.VALUE)));
        return loaded;
    }

    /** Returns the load under way, else {@code mine}, now listed; null when the value came meanwhile: mine landed. */
    private @Nullable Flight board(K key, Flight mine) {
        Flight flight = flights.compute(key, (same, other) -> {
            Object kept = other == null ? values.getIfPresent(key) : null;
            if (kept != null) {
                mine.land(kept);
                return null;
            }
            return other == null ? mine : other;
        });
        if (flight == null) {
            counts.processHits.increment();
            return null;
        }
        counts.misses.increment();
        if (flight != mine) {
            counts.joinedLoads.increment();
        }
        return flight;
    }

    private void land(K key, Flight mine, Object value) {
        try {
            flights.compute(key, (same, listed) -> {
                if (listed == mine) {
                    values.put(key, value);
                    return null;
                }
                counts.outdatedLoads.increment();
                return listed;
            });
        } finally {
            mine.land(value);
        }
    }

    private void fail(K key, Flight mine, Throwable failure) {
        flights.remove(key, mine);
        mine.fail(failure);
    }

    void put(K key, Object value) {
        flights.compute(key, (same, outdated) -> {
            values.put(key, value);
            return null;
        });
    }

    void invalidate(K key) {
        counts.invalidations.increment();
        flights.compute(key, (same, outdated) -> {
            values.invalidate(key);
            return null;
        });
    }

    /** Loads leave the list first: one that stored its value just before is then found among the values. */
    void clear() {
        counts.invalidations.increment();
        flights.clear();
        values.invalidateAll();
    }

    /** Frees what has expired, also when nobody touches the cache any more. */
    void tidy() {
        values.cleanUp();
    }

    long size() {
        return values.estimatedSize();
    }
}
