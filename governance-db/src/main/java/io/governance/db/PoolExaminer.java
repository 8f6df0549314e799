package io.governance.db;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.measure.Signal;
import java.time.Duration;
import java.util.Set;

/**
 * Reads how full a pool is. Exhausted means: callers wait, and all connections are out, or for some seconds there was
 * none, since none could be opened.
 */
final class PoolExaminer implements Examiner {
    static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int LOOKS = 60;
    /** A pool that has just been started or was idle opens its first connection while callers wait: that is no trouble. */
    private static final int UNCONNECTED_LOOKS = 5;

    private final String name;
    private final HikariDataSource pool;
    private final double[] seen = new double[LOOKS];
    private int looks;
    private int unconnected;

    PoolExaminer(String name, HikariDataSource pool) {
        this.name = name;
        this.pool = pool;
    }

    /** Notes how full the pool is, so that exhaustion between two examinations of one minute is not missed. */
    synchronized void look() {
        HikariPoolMXBean now = pool.isClosed() ? null : pool.getHikariPoolMXBean();
        boolean isUnconnected = now != null && now.getTotalConnections() == 0 && now.getThreadsAwaitingConnection() > 0;
        unconnected = isUnconnected ? unconnected + 1 : 0;
        seen[looks++ % LOOKS] = unconnected >= UNCONNECTED_LOOKS ? 1.0 : share();
    }

    private double share() {
        HikariPoolMXBean now = pool.isClosed() ? null : pool.getHikariPoolMXBean();
        return now == null
                ? 0
                : share(now.getActiveConnections(), pool.getMaximumPoolSize(), now.getThreadsAwaitingConnection());
    }

    /** Only a full pool with callers waiting is 1: a full one that everybody got a connection from has done its job. */
    static double share(int active, int maximum, int waiting) {
        return active >= maximum ? waiting > 0 ? 1.0 : (maximum - 0.5) / maximum : (double) active / maximum;
    }

    @Override
    public Set<Area> areas() {
        return Set.of(Area.RESOURCES);
    }

    @Override
    public synchronized void examine(Examination.Draft draft) {
        if (pool.isClosed()) {
            return;
        }
        double worst = share();
        for (double share : seen) {
            worst = Math.max(worst, share);
        }
        draft.reading(
                Signal.CONNECTION_POOL,
                name,
                worst,
                Math.max(looks + 1, draft.policy().minimumSamples()),
                "look for connections that are not closed, slow statements and idle transactions before enlarging"
                        + " the pool of " + pool.getMaximumPoolSize());
    }
}
