package io.governance.cache;

import io.governance.Governance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is expensive to load: for the length of a call, and in the process up to a size and a time to live.
 *
 * <pre>{@code
 * GovernedCache<PartId, Part> parts = GovernedCache.builder(governance, "parts")
 *         .ttl(ofMinutes(5)).maximumSize(50_000).build(this::loadPart);
 * Part part = parts.get(id);
 * }</pre>
 *
 * <p>Many readers of a missing key share one run of the loader. A value whose key was invalidated or put while it was
 * being loaded is not kept, and readers that come after the invalidation never get it. A failed load is not kept;
 * everyone who waited for it gets its exception, the same object, unchanged. Inside a call of an operation, what was
 * read once stays the same until the outermost call ends, unless that call itself puts or invalidates it; at most 1,024
 * values a call, then the process's level answers.
 *
 * <p>"There is none" is an answer too, and kept like any other: a loader says so by returning null. Then {@link #find} is
 * empty, {@link #get} throws, and {@link #getAll} leaves the key out.
 *
 * <p>Thread-safe. No lock is held while a loader runs, and one that waits for its own key through other loaders fails
 * instead of hanging. A hit allocates nothing ({@code ./bench cache}). Hit rates are judged by the policy and shown as
 * meters {@code governance.cache.*}.
 *
 * @param <K> the key: immutable, with {@code equals} and {@code hashCode}
 * @param <V> the value, shared by all its readers: immutable, or never changed after loading
 */
public final class GovernedCache<K, V> {
    /**
     * Reads one value from its source.
     *
     * @param <K> the key
     * @param <V> the value
     */
    @FunctionalInterface
    public interface Loader<K, V> {
        /** Returns the value; null when there is none. */
        @Nullable
        V load(K key) throws Exception;
    }

    /**
     * Reads several values from their source at once.
     *
     * @param <K> the key
     * @param <V> the value
     */
    @FunctionalInterface
    public interface BulkLoader<K, V> {
        /** Returns the values; a key that is not in the map has none. */
        Map<K, V> loadAll(Set<K> keys) throws Exception;
    }

    private final String name;
    private final ProcessLevel<K> process;
    private final Counts counts;
    private final Loader<K, V> loader;
    private final @Nullable BulkLoader<K, V> bulkLoader;
    private final boolean isPerCall;

    GovernedCache(
            String name,
            ProcessLevel<K> process,
            Counts counts,
            boolean isPerCall,
            Loader<K, V> loader,
            @Nullable BulkLoader<K, V> bulkLoader) {
        this.name = name;
        this.process = process;
        this.counts = counts;
        this.isPerCall = isPerCall;
        this.loader = loader;
        this.bulkLoader = bulkLoader;
    }

    /**
     * Returns a builder; a time to live and a maximum size are required.
     *
     * @param name such as {@code parts}: one cache of a governance has it
     */
    public static GovernedCacheBuilder builder(Governance governance, String name) {
        return new GovernedCacheBuilder(governance, name);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /**
     * Returns the value of a key, loading it when no level has it.
     *
     * @param <X> the loader's checked exception where the caller wants to catch it; inferred as unchecked otherwise
     * @throws X what the loader threw, unchanged
     * @throws NoSuchElementException when the loader says that there is none
     */
    public <X extends Exception> V get(K key) throws X {
        Object answer = this.<X>answer(key);
        if (answer == Absent.VALUE) {
            throw new NoSuchElementException("cache '" + name + "': the loader found no value for " + key
                    + "; call find instead of get where there may be none");
        }
        return opened(answer);
    }

    /**
     * Returns the value of a key, loading it when no level has it; empty when the loader says that there is none.
     *
     * @param <X> as in {@link #get}
     * @throws X what the loader threw, unchanged
     */
    public <X extends Exception> Optional<V> find(K key) throws X {
        Object answer = this.<X>answer(key);
        return answer == Absent.VALUE ? Optional.empty() : Optional.of(opened(answer));
    }

    private <X extends Exception> Object answer(K key) throws X {
        CallLevel call = isPerCall ? CallLevel.current() : null;
        Object kept = kept(call, key);
        if (kept != null) {
            return kept;
        }
        try {
            Object loaded = process.load(key, loader::load);
            keep(call, key, loaded);
            return loaded;
        } catch (Exception e) {
            throw GovernedCache.<X>unchanged(e);
        }
    }

    /**
     * Returns the values of several keys, in the order of the keys; those without a value are not in the map. With a
     * bulk loader the missing ones are loaded by one run of it.
     *
     * @param <X> as in {@link #get}
     * @throws X what a loader threw, unchanged
     */
    public <X extends Exception> Map<K, V> getAll(Collection<? extends K> keys) throws X {
        CallLevel call = isPerCall ? CallLevel.current() : null;
        Map<K, @Nullable Object> answers = new LinkedHashMap<>();
        List<K> missing = new ArrayList<>();
        for (K key : keys) {
            if (!answers.containsKey(key)) {
                Object found = kept(call, key);
                answers.put(key, found);
                if (found == null) {
                    missing.add(key);
                }
            }
        }
        if (!missing.isEmpty()) {
            try {
                loadAll(missing).forEach((key, value) -> {
                    answers.put(key, value);
                    keep(call, key, value);
                });
            } catch (Exception e) {
                throw GovernedCache.<X>unchanged(e);
            }
        }
        Map<K, V> values = new LinkedHashMap<>();
        answers.forEach((key, answer) -> {
            if (answer != null && answer != Absent.VALUE) {
                values.put(key, opened(answer));
            }
        });
        return values;
    }

    private @Nullable Object kept(@Nullable CallLevel call, K key) {
        Object found = call == null ? null : call.find(this, key);
        if (found != null) {
            counts.callHits.increment();
            return found;
        }
        found = process.find(key);
        if (found != null) {
            keep(call, key, found);
        }
        return found;
    }

    private Map<K, Object> loadAll(List<K> missing) throws Exception {
        if (bulkLoader != null) {
            return process.loadAll(missing, bulkLoader::loadAll);
        }
        Map<K, Object> loaded = new LinkedHashMap<>();
        for (K key : missing) {
            loaded.put(key, process.load(key, loader::load));
        }
        return loaded;
    }

    private void keep(@Nullable CallLevel call, K key, Object value) {
        if (call != null && !call.keep(this, key, value)) {
            counts.callOverflows.increment();
        }
    }

    /** Stores a value, for whoever just wrote it to the source. A load of the key under way will not replace it. */
    public void put(K key, V value) {
        Object kept = Objects.requireNonNull(value, "a value to put; invalidate the key when there is none");
        process.put(key, kept);
        keep(isPerCall ? CallLevel.current() : null, key, kept);
    }

    /**
     * Forgets a value, for whoever just changed it in the source. Nobody who asks after this returns gets what was
     * loaded, or begun to load, before; other calls that had read it keep it until they end.
     */
    public void invalidate(K key) {
        process.invalidate(key);
        CallLevel call = isPerCall ? CallLevel.current() : null;
        if (call != null) {
            call.forget(this, key);
        }
    }

    /** Forgets several values: as {@link #invalidate} for each of them. */
    public void invalidateAll(Collection<? extends K> keys) {
        keys.forEach(this::invalidate);
    }

    /** Forgets all values: as {@link #invalidate} for every key. */
    public void clear() {
        process.clear();
        CallLevel call = isPerCall ? CallLevel.current() : null;
        if (call != null) {
            call.forgetAll(this);
        }
    }

    /** Returns what was counted since the cache was built. */
    public CacheStats stats() {
        return counts.stats(process.size());
    }

    void tidy() {
        process.tidy();
    }

    @SuppressWarnings("unchecked") // only values of type V and Absent get into the levels
    private V opened(Object kept) {
        return (V) kept;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: the exception is thrown as it is
    private static <X extends Exception> X unchanged(Exception thrown) throws X {
        throw (X) thrown;
    }
}
