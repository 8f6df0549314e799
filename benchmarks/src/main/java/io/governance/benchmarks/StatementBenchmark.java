package io.governance.benchmarks;

import com.p6spy.engine.common.ConnectionInformation;
import com.p6spy.engine.event.SimpleJdbcEventListener;
import com.p6spy.engine.wrapper.ConnectionWrapper;
import io.governance.Governance;
import io.governance.db.GovernedDataSource;
import io.governance.db.Statements;
import io.governance.measure.Operation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Prepare, two parameters, execute and close over a driver that does nothing: bare, governed, and through p6spy and
 * datasource-proxy with a listener that only counts. Eight statements a call, so that no pattern is found on the way.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatementBenchmark {
    private static final String SQL = "UPDATE account SET balance = ? WHERE id = ?";
    private static final int STATEMENTS = 8;
    private static final int ROWS = 1_000;

    private final Governance governance = Governance.builder().manual().build();
    private final Governance unwatched = Governance.builder().manual().build();
    private final Operation operation = governance.operation("bench");
    private final Connection bare;
    private final Connection governed;
    private final Connection withoutLoans;
    private final Connection spied;
    private final Connection proxied;
    private int id;

    /** Opens a connection of each kind. */
    public StatementBenchmark() {
        Statements.of(governance).queryBudget(STATEMENTS);
        Statements.of(unwatched).watchLoans(false);
        try {
            bare = NullDriver.source().getConnection();
            governed = GovernedDataSource.wrap(governance, "bench", NullDriver.source())
                    .getConnection();
            withoutLoans = GovernedDataSource.wrap(unwatched, "bench", NullDriver.source())
                    .getConnection();
            spied = ConnectionWrapper.wrap(
                    bare, new SimpleJdbcEventListener() {}, ConnectionInformation.fromTestConnection(bare));
            proxied = ProxyDataSourceBuilder.create(NullDriver.source())
                    .countQuery()
                    .build()
                    .getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException("a driver that does nothing failed", e);
        }
    }

    /** Closes what was built. */
    @TearDown
    public void close() {
        governance.close();
        unwatched.close();
    }

    private int statements(Connection connection) throws SQLException {
        int changed = 0;
        for (int i = 0; i < STATEMENTS; i++) {
            try (PreparedStatement statement = connection.prepareStatement(SQL)) {
                statement.setLong(1, id++);
                statement.setInt(2, i);
                changed += statement.executeUpdate();
            }
        }
        return changed;
    }

    private static int rows(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (int i = 0; i < ROWS; i++) {
                statement.setLong(1, i);
                statement.setInt(2, i);
                statement.addBatch();
            }
            return statement.executeBatch().length;
        }
    }

    /** The driver alone. */
    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public int bareStatement() throws SQLException {
        return statements(bare);
    }

    /** In a call; its own cost is shared by eight statements. */
    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public int statementInCall() throws SQLException {
        return operation.call(() -> statements(governed));
    }

    /** Outside any call, as part of a loan. */
    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public int statementInLoan() throws SQLException {
        int changed = statements(governed);
        governed.clearWarnings();
        return changed;
    }

    /** Outside any call, only added up. */
    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public int statementWithoutScope() throws SQLException {
        return statements(withoutLoans);
    }

    /** Through p6spy. */
    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public int p6spyStatement() throws SQLException {
        return statements(spied);
    }

    /** Through datasource-proxy. */
    @Benchmark
    @OperationsPerInvocation(STATEMENTS)
    public int datasourceProxyStatement() throws SQLException {
        return statements(proxied);
    }

    /** The driver alone, a row of a batch. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int bareRow() throws SQLException {
        return rows(bare);
    }

    /** A row of a batch. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int governedRow() throws SQLException {
        return rows(governed);
    }

    /** A row of a batch through p6spy. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int p6spyRow() throws SQLException {
        return rows(spied);
    }

    /** A row of a batch through datasource-proxy. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int datasourceProxyRow() throws SQLException {
        return rows(proxied);
    }
}
