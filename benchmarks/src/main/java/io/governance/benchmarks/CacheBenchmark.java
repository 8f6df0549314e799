package io.governance.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.governance.Governance;
import io.governance.cache.GovernedCache;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A hit in the governed cache beside a hit in Caffeine with the same settings. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CacheBenchmark {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final int SIZE = 1_000;

    private final Governance governance = Governance.builder().manual().build();
    private final GovernedCache<Integer, String> ours = GovernedCache.builder(governance, "bench")
            .ttl(TTL)
            .maximumSize(SIZE)
            .build(key -> "value");
    private final Cache<Integer, String> caffeine = Caffeine.newBuilder()
            .expireAfterWrite(TTL)
            .maximumSize(SIZE)
            .recordStats()
            .build();
    private final Integer key = 7;

    /** Closes what was built. */
    @TearDown
    public void close() {
        governance.close();
    }

    /** Ours. */
    @Benchmark
    public Object governedHit() throws Exception {
        return ours.get(key);
    }

    /** Caffeine with its own statistics. */
    @Benchmark
    public Object caffeineHit() {
        return caffeine.get(key, missing -> "value");
    }
}
