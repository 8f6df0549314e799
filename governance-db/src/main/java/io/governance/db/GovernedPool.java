package io.governance.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.governance.measure.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A pool that notes who takes a connection. What watches it ends with it. */
final class GovernedPool extends HikariDataSource {
    private final Loans loans;
    private final LoanRate rate;
    private volatile List<Runnable> atEnd = List.of();

    GovernedPool(HikariConfig config, Loans loans, Time time) {
        super(config);
        this.loans = loans;
        this.rate = new LoanRate(time.nanos());
    }

    void endWith(List<Runnable> watches) {
        atEnd = List.copyOf(watches);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection lent = super.getConnection();
        lent.unwrap(GovernedConnection.class).lent();
        return lent;
    }

    /** Returns what is lent now; to be asked about once a second. */
    List<Loan.View> look(long nowNanos) {
        rate.count(loans.count(), nowNanos);
        return loans.look(nowNanos);
    }

    void wantPlaces() {
        loans.wantPlaces();
    }

    /** Returns how many callers wait while all connections are out; 0 when one is free. */
    int waiting() {
        HikariPoolMXBean now = isClosed() ? null : getHikariPoolMXBean();
        return now == null || now.getActiveConnections() < getMaximumPoolSize()
                ? 0
                : now.getThreadsAwaitingConnection();
    }

    PoolReport report() {
        return new PoolReport(getPoolName(), getMaximumPoolSize(), rate.perSecond(), loans.meanSeconds());
    }

    @Override
    public void close() {
        atEnd.forEach(Runnable::run);
        super.close();
    }
}
