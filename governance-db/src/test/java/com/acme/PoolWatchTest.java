package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.governance.Governance;
import io.governance.db.GovernedDataSource;
import io.governance.db.PoolReport;
import io.governance.db.Postgres;
import io.governance.judge.Finding;
import io.governance.measure.Operation;
import io.governance.measure.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool of two connections on a real PostgreSQL, and a third caller who waits; in an application's own package. */
@Timeout(60)
class PoolWatchTest {
    private final AtomicLong passed = new AtomicLong();
    private final Governance governance = Governance.builder()
            .manual()
            .time(new Time() {
                @Override
                public long nanos() {
                    return System.nanoTime() + passed.get();
                }

                @Override
                public Instant now() {
                    return Instant.now().plusNanos(passed.get());
                }
            })
            .build();
    private final Operation operation = governance.operation("orders.load");
    private final HikariDataSource pool = GovernedDataSource.pooled(governance, "orders", config());
    private final CountDownLatch isOver = new CountDownLatch(1);
    private final List<Thread> callers = new ArrayList<>();

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(Postgres.database());
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(20_000);
        return config;
    }

    @AfterEach
    void close() throws InterruptedException {
        isOver.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        pool.close();
        governance.close();
    }

    private interface Work {
        void with(Connection connection) throws SQLException, InterruptedException;
    }

    private void caller(Work work) {
        Thread caller = new Thread(() -> operation.run(() -> {
            try (Connection connection = pool.getConnection()) {
                work.with(connection);
            } catch (SQLException | InterruptedException e) {
                // the test is over
            }
        }));
        callers.add(caller);
        caller.start();
    }

    /** Both connections are out, a third caller waits, and the pool is looked at after a while. */
    private Finding exhaustedAfter(Duration length) {
        awaitWaiting();
        pass(length);
        Finding finding = governance.examine().findings("orders").stream()
                .filter(found -> found.kind().equals("POOL_EXHAUSTED"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(governance.examine().findings()));
        assertTrue(
                finding.summary().contains("all 2 connections of pool orders are out and 1 callers wait"),
                finding::summary);
        return finding;
    }

    private void awaitWaiting() {
        caller(connection -> {});
        while (pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0) {
            Thread.onSpinWait();
        }
    }

    private void pass(Duration length) {
        for (long millis = length.toMillis(); millis > 0; millis -= 1_000) {
            passed.addAndGet(Duration.ofMillis(Math.min(millis, 1_000)).toNanos());
            governance.step();
        }
    }

    private void hold(CountDownLatch isHeld, boolean isInTransaction) {
        caller(connection -> {
            connection.setAutoCommit(!isInTransaction);
            query(connection, "SELECT 1");
            isHeld.countDown();
            isOver.await();
        });
    }

    private static void query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void idleTransactionsAreNamedWithTheirPlace() throws InterruptedException {
        CountDownLatch isHeld = new CountDownLatch(2);
        hold(isHeld, true);
        hold(isHeld, true);
        isHeld.await();
        Finding finding = exhaustedAfter(Duration.ofSeconds(1));
        assertTrue(finding.summary().contains("2 idles with an open transaction"), finding::summary);
        assertTrue(String.valueOf(finding.place()).contains("PoolWatchTest"), finding::toString);
        assertEquals("orders.load", finding.evidence().get("operation"));
        assertEquals("true", finding.evidence().get("transaction open"));
        assertTrue(finding.remedy().contains("end the transaction"), finding::remedy);
    }

    @Test
    void whoIdlesOutsideATransactionIsToldApart() throws InterruptedException {
        CountDownLatch isHeld = new CountDownLatch(2);
        hold(isHeld, false);
        hold(isHeld, false);
        isHeld.await();
        assertTrue(exhaustedAfter(Duration.ofSeconds(1)).summary().contains("2 idles while its holder"));
    }

    @Test
    void switchingToAutoCommitEndsTheTransaction() throws InterruptedException {
        CountDownLatch isHeld = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            caller(connection -> {
                connection.setAutoCommit(false);
                query(connection, "SELECT 1");
                connection.setAutoCommit(true);
                isHeld.countDown();
                isOver.await();
            });
        }
        isHeld.await();
        assertTrue(exhaustedAfter(Duration.ofSeconds(1)).summary().contains("2 idles while its holder"));
    }

    @Test
    void slowStatementsAreNamedWithTheirText() throws InterruptedException {
        CountDownLatch isHeld = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            caller(connection -> {
                isHeld.countDown();
                query(connection, "SELECT pg_sleep(2)");
            });
        }
        isHeld.await();
        Finding finding = exhaustedAfter(Duration.ofSeconds(1));
        assertTrue(finding.summary().contains("2 is in a slow statement"), finding::summary);
        assertTrue(finding.evidence().getOrDefault("statement", "").contains("pg_sleep"), finding::toString);
    }

    @Test
    @SuppressWarnings("resource") // not closing them is what the test is about
    void aConnectionWhoseCallHasEndedIsALeakAtOnceAndTheNextOneHasAPlace() throws SQLException {
        List<Connection> kept = new ArrayList<>();
        kept.add(operation.<Connection, SQLException>call(() -> pool.getConnection()));
        pass(Duration.ofSeconds(1));
        Finding first = leak();
        assertTrue(first.summary().contains("1 of 2 connections of pool orders were not given back"), first::summary);
        kept.add(operation.<Connection, SQLException>call(() -> pool.getConnection()));
        Finding exhausted = exhaustedAfter(Duration.ofSeconds(1));
        assertTrue(exhausted.summary().contains("2 was not given back"), exhausted::summary);
        assertTrue(String.valueOf(leak().place()).contains("PoolWatchTest"), () -> leak().toString());
        for (Connection connection : kept) {
            connection.close();
        }
        pass(Duration.ofSeconds(1));
        assertTrue(governance.examine().findings("orders").stream()
                .noneMatch(found -> found.kind().equals("CONNECTION_LEAK")));
    }

    private Finding leak() {
        return governance.examine().findings("orders").stream()
                .filter(found -> found.kind().equals("CONNECTION_LEAK"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void afterAStandstillNothingIsSaid() throws InterruptedException {
        CountDownLatch isHeld = new CountDownLatch(2);
        hold(isHeld, true);
        hold(isHeld, true);
        isHeld.await();
        awaitWaiting();
        passed.addAndGet(Duration.ofSeconds(10).toNanos());
        governance.step();
        assertFalse(governance.examine().findings("orders").stream()
                .anyMatch(found -> found.kind().equals("POOL_EXHAUSTED")));
    }

    @Test
    void loansAreCountedAndMeasured() throws SQLException {
        for (int i = 0; i < 40; i++) {
            try (Connection connection = pool.getConnection()) {
                query(connection, "SELECT 1");
            }
        }
        pass(Duration.ofSeconds(2));
        PoolReport report = GovernedDataSource.report(pool);
        assertEquals("orders", report.pool());
        assertTrue(report.loansPerSecond() > 0, report::toString);
        assertTrue(report.meanSeconds() > 0 && report.meanSeconds() < 5, report::toString);
        try (HikariDataSource plain = new HikariDataSource(config())) {
            assertThrows(IllegalArgumentException.class, () -> GovernedDataSource.report(plain));
        }
    }

    @Test
    void whatWatchesAPoolEndsWithIt() {
        pool.close();
        pass(Duration.ofSeconds(3));
        assertEquals(0, governance.complaints());
        assertTrue(governance.examine().readings().stream()
                .noneMatch(reading -> reading.subject().equals("orders")));
    }
}
