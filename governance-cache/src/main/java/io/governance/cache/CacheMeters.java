package io.governance.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToLongFunction;

/** Shows a cache to Micrometer. Nothing is counted twice: meters read the cache's own counts. */
final class CacheMeters {
    private final GovernedCache<?, ?> cache;
    private final MeterRegistry registry;
    private final Tags tags;

    private CacheMeters(GovernedCache<?, ?> cache, MeterRegistry registry) {
        this.cache = cache;
        this.registry = registry;
        this.tags = Tags.of("cache", cache.name());
    }

    static void bind(GovernedCache<?, ?> cache, MeterRegistry registry) {
        CacheMeters meters = new CacheMeters(cache, registry);
        String hits = "look-ups that a level answered";
        meters.counter("hits", Tags.of("level", "call"), hits, CacheStats::callHits);
        meters.counter("hits", Tags.of("level", "process"), hits, CacheStats::processHits);
        meters.counter("misses", Tags.empty(), "look-ups that needed a load", CacheStats::misses);
        meters.counter("loads", Tags.empty(), "runs of the loader", CacheStats::loads);
        meters.counter("load.failures", Tags.empty(), "runs of the loader that threw", CacheStats::loadFailures);
        String evictions = "values that had to go";
        meters.counter("evictions", Tags.of("cause", "size"), evictions, CacheStats::sizeEvictions);
        meters.counter("evictions", Tags.of("cause", "expired"), evictions, CacheStats::expirations);
        Gauge.builder("governance.cache.size", cache, c -> c.stats().size())
                .tags(meters.tags)
                .description("values in the process's level")
                .register(registry);
    }

    private void counter(String what, Tags more, String description, ToLongFunction<CacheStats> count) {
        FunctionCounter.builder("governance.cache." + what, cache, c -> count.applyAsLong(c.stats()))
                .tags(tags.and(more))
                .description(description)
                .register(registry);
    }
}
