package io.governance.examples.orderdesk;

import io.trino.tpch.TpchTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * A real PostgreSQL, started by this process, with TPC-H data in it: primary keys, and no index beside them.
 *
 * <p>Runs as root or as an ordinary user. Automatic vacuum is off, so that nothing changes while one measures.
 */
public final class OrderDeskDatabase implements AutoCloseable {
    private static final String USER = "postgres";
    private static final int CUSTOMERS = 400;
    private static final List<TpchTable<?>> TABLES =
            List.of(TpchTable.NATION, TpchTable.CUSTOMER, TpchTable.PART, TpchTable.ORDERS, TpchTable.LINE_ITEM);
    private static final String SCHEMA = """
            create table nation (n_nationkey bigint primary key, n_name char(25), n_regionkey bigint, n_comment text);
            create table customer (c_custkey bigint primary key, c_name text, c_address text, c_nationkey bigint,
                c_phone text, c_acctbal numeric(12,2), c_mktsegment text, c_comment text);
            create table part (p_partkey bigint primary key, p_name text, p_mfgr text, p_brand text, p_type text,
                p_size int, p_container text, p_retailprice numeric(12,2), p_comment text);
            create table orders (o_orderkey bigint primary key, o_custkey bigint, o_orderstatus char(1),
                o_totalprice numeric(12,2), o_orderdate date, o_orderpriority text, o_clerk text, o_shippriority int,
                o_comment text);
            create table lineitem (l_orderkey bigint, l_partkey bigint, l_suppkey bigint, l_linenumber int,
                l_quantity numeric(12,2), l_extendedprice numeric(12,2), l_discount numeric(12,2), l_tax numeric(12,2),
                l_returnflag char(1), l_linestatus char(1), l_shipdate date, l_commitdate date, l_receiptdate date,
                l_shipinstruct text, l_shipmode text, l_comment text, primary key (l_orderkey, l_linenumber));
            """;

    private final EmbeddedPostgres server;
    private final Path folder;
    private final List<Long> customers = new ArrayList<>();

    private OrderDeskDatabase(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /**
     * Starts the server on a free port and fills it.
     *
     * @param scale TPC-H scale factor: 0.01 are about 80,000 rows
     * @param progress told what is being done
     * @throws IOException when the server does not start; says what can be done
     */
    public static OrderDeskDatabase open(double scale, Consumer<String> progress) throws IOException, SQLException {
        progress.accept("starting PostgreSQL");
        Path folder = Files.createTempDirectory("order-desk");
        Path data = folder.resolve("data");
        OrderDeskDatabase database = new OrderDeskDatabase(start(data), folder);
        try {
            database.check(data);
            database.fill(scale, progress);
            return database;
        } catch (SQLException | IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(Path data) throws IOException {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("shared_buffers", "128MB")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException | IllegalStateException e) {
            throw new IOException(
                    "PostgreSQL did not start with its data in " + data + ": " + e.getMessage()
                            + ". It refuses to run as root, which is got around by 'unshare -U'; where user namespaces"
                            + " are off, run this as an ordinary user. Otherwise look for space in the folder for"
                            + " temporary files",
                    e);
        }
    }

    /** A free port may be taken by somebody else before our server has it: ask the server who it is. */
    private void check(Path data) throws SQLException {
        try (Connection connection = storeSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('data_directory')")) {
            row.next();
            if (!row.getString(1).equals(data.toString())) {
                throw new SQLException("the server at " + url() + " is not the one that was started: its data is in "
                        + row.getString(1) + ", ours in " + data);
            }
        }
    }

    private void fill(double scale, Consumer<String> progress) throws SQLException, IOException {
        try (Connection connection = storeSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            long rows = 0;
            for (TpchTable<?> table : TABLES) {
                String name = table == TpchTable.LINE_ITEM ? "lineitem" : table.getTableName();
                TpchRows reader = new TpchRows(table, scale);
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + name + " from stdin with (delimiter '|')", reader);
                rows += reader.count();
                progress.accept(name + ": " + reader.count() + " rows");
            }
            statement.execute("analyze");
            progress.accept("loaded " + rows + " rows of TPC-H, scale factor " + scale);
            pickCustomers(statement);
        }
    }

    /** Customers who have enough orders to fill a dashboard. */
    private void pickCustomers(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select o_custkey from orders where o_orderstatus = '"
                + CustomerDashboard.STATUS + "' group by o_custkey having count(*) >= " + CustomerDashboard.ORDERS
                + " order by o_custkey limit " + CUSTOMERS)) {
            while (row.next()) {
                customers.add(row.getLong(1));
            }
        }
    }

    /** Returns customers that have a full dashboard. */
    public List<Long> customers() {
        return List.copyOf(customers);
    }

    /** Returns the address of the database for a connection pool. */
    public String url() {
        return server.getJdbcUrl(USER, USER);
    }

    /** Returns connections of its own for what is not the application: loading, and the library's store. */
    public DataSource storeSource() {
        return server.getPostgresDatabase();
    }

    /** Runs a statement of an administrator, such as the creation of an index. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = storeSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close(); // and removes its data
        Files.deleteIfExists(folder);
    }
}
