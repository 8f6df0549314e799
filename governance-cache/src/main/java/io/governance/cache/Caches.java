package io.governance.cache;

import io.governance.Governance;
import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.measure.Place;
import io.governance.measure.Time;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** All caches of one governance: their names, their windows, and what an examination says of them. */
final class Caches implements Examiner {
    static final Duration TURN = Duration.ofSeconds(5);
    private static final int LIMIT = 1_000;

    private record Entry(GovernedCache<?, ?> cache, HitWindow window, long maximumSize, String builtAt) {}

    private final Map<String, Entry> byName = new ConcurrentSkipListMap<>();
    private final Waits waits = new Waits();
    private final Time time;
    private final MeterRegistry meters;

    private Caches(Governance governance) {
        this.time = governance.time();
        this.meters = governance.meters();
    }

    static Caches of(Governance governance) {
        return governance.operations().service(Caches.class, () -> {
            Caches made = new Caches(governance);
            governance.register(made);
            governance.every("counting cache hits", TURN, made::turn);
            return made;
        });
    }

    Waits waits() {
        return waits;
    }

    /** Returns why no cache of this name can be added. */
    Optional<String> problem(String name) {
        Entry before = byName.get(name);
        if (before != null) {
            return Optional.of("name: '" + name + "' was built already at " + before.builtAt
                    + ": keep that cache and pass it on, or choose another name");
        }
        if (byName.size() >= LIMIT) {
            return Optional.of(
                    "name: " + LIMIT + " caches exist already: a cache is built once and kept, not for each" + " use");
        }
        return Optional.empty();
    }

    synchronized Optional<String> add(GovernedCache<?, ?> cache, long maximumSize) {
        Optional<String> problem = problem(cache.name());
        if (problem.isEmpty()) {
            HitWindow window = new HitWindow();
            window.add(time.nanos(), cache.stats());
            byName.put(cache.name(), new Entry(cache, window, maximumSize, caller()));
            CacheMeters.bind(cache, meters);
        }
        return problem;
    }

    private void turn() {
        byName.values().forEach(entry -> {
            entry.cache.tidy();
            entry.window.add(time.nanos(), entry.cache.stats());
        });
    }

    @Override
    public Set<Area> areas() {
        return Set.of(Area.CACHING);
    }

    @Override
    public void examine(Examination.Draft draft) {
        byName.values()
                .forEach(entry ->
                        HitRateFinding.examine(draft, entry.cache.name(), entry.maximumSize, entry.window.counted()));
    }

    private static String caller() {
        return Place.outside(
                name -> name.equals(Caches.class.getName()) || name.equals(GovernedCacheBuilder.class.getName()));
    }
}
