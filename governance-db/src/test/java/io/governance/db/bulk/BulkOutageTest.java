package io.governance.db.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections and servers that go away in the middle; the tables have no key, so that a doubled row would stay. */
@NullUnmarked // a null here fails the test, as it should
class BulkOutageTest {
    private static final String NOTE = "CREATE TABLE note (id int, text text)";
    private static final String COUNT = "SELECT count(*), count(DISTINCT id) FROM note";

    private static BulkWriter.Builder notes(DataSource database) {
        return BulkWriter.builder(database, "note", "id", "text").patience(Duration.ofSeconds(40));
    }

    private static Object[] note(int i) {
        return new Object[] {i, "text " + i};
    }

    /** What happens around the commits of a database. */
    private interface Around {
        void commit(Connection connection) throws SQLException;
    }

    private static DataSource committing(DataSource database, Around around) {
        return (DataSource) Proxy.newProxyInstance(
                BulkOutageTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    Object answer = invoke(database, method, arguments);
                    return answer instanceof Connection connection ? committing(connection, around) : answer;
                });
    }

    /** A connection that hears nothing any more after a commit that failed. */
    private static Connection committing(Connection connection, Around around) {
        AtomicBoolean isCut = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                BulkOutageTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (isCut.get()) {
                        throw lost();
                    }
                    if (method.getName().equals("commit")) {
                        isCut.set(true);
                        around.commit(connection);
                        isCut.set(false);
                        return null;
                    }
                    return invoke(connection, method, arguments);
                });
    }

    private static Object invoke(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static SQLException lost() {
        return new SQLException("the line is cut", "08006");
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotRepeated() throws SQLException {
        Table table = Table.onPostgres(NOTE);
        AtomicInteger commits = new AtomicInteger();
        DataSource lossy = committing(table.database(), connection -> {
            connection.commit();
            if (commits.incrementAndGet() == 2) {
                connection.close();
                throw lost();
            }
        });
        BulkReport report = notes(lossy)
                .chunkRows(100)
                .<Integer>build(BulkOutageTest::note)
                .write(IntStream.range(0, 500).boxed());
        assertEquals("500|500", table.only(COUNT));
        assertEquals(500, report.written());
    }

    @Test
    void aCommitThatNeverArrivesIsRepeatedAfterItsOldProcessIsEnded() throws SQLException {
        Table table = Table.onPostgres(NOTE + "; CREATE UNIQUE INDEX ON note (id)");
        AtomicInteger commits = new AtomicInteger();
        DataSource lossy = committing(table.database(), connection -> {
            if (commits.incrementAndGet() == 2) {
                throw lost(); // the server still holds the transaction and its locks, as behind a cut line
            }
            connection.commit();
        });
        BulkReport report = notes(lossy)
                .chunkRows(100)
                .<Integer>build(BulkOutageTest::note)
                .write(IntStream.range(0, 500).boxed());
        assertEquals("500|500", table.only(COUNT));
        assertTrue(report.retries() > 0, report.toString());
    }

    @Test
    void whereTheDatabaseCannotBeAskedAnInsertStopsAndAnUpsertGoesOn() throws SQLException {
        Table table = Table.onH2("CREATE TABLE note (id int PRIMARY KEY, text varchar(20))");
        for (boolean isUpsert : new boolean[] {false, true}) {
            table.with("DELETE FROM note");
            AtomicInteger commits = new AtomicInteger();
            DataSource lossy = committing(table.database(), connection -> {
                connection.commit();
                if (commits.incrementAndGet() == 2) {
                    throw lost();
                }
            });
            BulkWriter.Builder builder = notes(lossy).chunkRows(100);
            BulkWriter<Integer> writer = (isUpsert ? builder.upsert("id") : builder).build(BulkOutageTest::note);
            List<Integer> rows = IntStream.range(0, 300).boxed().toList();
            if (isUpsert) {
                assertEquals(300, writer.write(rows).read());
                assertEquals("300|300", table.only(COUNT));
            } else {
                BulkException open = assertThrows(BulkException.class, () -> writer.write(rows));
                assertTrue(open.getMessage().contains("lost while a chunk was being committed"), open.getMessage());
                assertTrue(open.token().endsWith("-100"), open.token());
            }
        }
    }

    @Test
    void aDeadlockIsTriedAgain() throws SQLException {
        Table table = Table.onPostgres(NOTE);
        AtomicInteger commits = new AtomicInteger();
        DataSource unlucky = committing(table.database(), connection -> {
            if (commits.incrementAndGet() <= 2) {
                connection.rollback();
                throw new SQLException("deadlock detected", "40P01");
            }
            connection.commit();
        });
        BulkReport report = notes(unlucky)
                .<Integer>build(BulkOutageTest::note)
                .write(IntStream.range(0, 2_000).boxed());
        assertEquals("2000|2000", table.only(COUNT));
        assertEquals(2, report.retries());
    }

    @Test
    void twoWritersThatLockInOppositeOrderBothFinish() throws SQLException {
        Table table = Table.onPostgres(
                "CREATE TABLE note (id int PRIMARY KEY, text text)",
                "INSERT INTO note SELECT i, 'old' FROM generate_series(0, 19999) i");
        List<Integer> rows = IntStream.range(0, 20_000).boxed().toList();
        List<Integer> backwards =
                IntStream.range(0, 20_000).map(i -> 19_999 - i).boxed().toList();
        BulkWriter<Integer> writer =
                notes(table.database()).upsert("id").only(BulkMode.BATCH).build(BulkOutageTest::note);
        CompletableFuture<BulkReport> other = CompletableFuture.supplyAsync(() -> writer.write(backwards));
        BulkReport report = writer.write(rows);
        assertEquals(40_000, report.written() + other.join().written());
        assertEquals("20000|20000", table.only(COUNT + " WHERE text <> 'old'"));
        assertTrue(
                report.retries() + other.join().retries() > 0
                        || report.badRows().isEmpty(),
                "a deadlock is no fault of a row");
    }

    @Test
    void patienceEndsWithWhereToResume() throws SQLException {
        Table table = Table.onPostgres(NOTE);
        DataSource down = committing(table.database(), connection -> {
            connection.rollback();
            throw new SQLException("could not serialize", "40001");
        });
        BulkException stopped = assertThrows(
                BulkException.class,
                () -> notes(down)
                        .patience(Duration.ofMillis(200))
                        .<Integer>build(BulkOutageTest::note)
                        .write(IntStream.range(0, 10).boxed()));
        assertTrue(stopped.token().endsWith("-0"), stopped.token());
        assertEquals("0|0", table.only(COUNT));
    }

    @Test
    void aServerKilledAndStartedAgainInTheMiddleLosesAndDoublesNothing(@TempDir Path folder)
            throws IOException, SQLException, InterruptedException {
        Path data = folder.resolve("data");
        EmbeddedPostgres first = server(data, freePort());
        int port = first.getPort();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(first.getJdbcUrl("postgres", "postgres"));
        Table table = new Table(database).with(NOTE);
        CountDownLatch isUnderWay = new CountDownLatch(5);
        BulkWriter<Integer> writer = notes(database)
                .chunkRows(1_000)
                .listener(progress -> isUnderWay.countDown())
                .build(BulkOutageTest::note);
        CompletableFuture<BulkReport> write = CompletableFuture.supplyAsync(
                () -> writer.write(IntStream.range(0, 200_000).boxed()),
                work -> new Thread(work)
                        .start()); // the common pool, which also tells of ended processes, may be one thread
        isUnderWay.await();
        kill(data);
        try (EmbeddedPostgres second = server(data, port)) {
            assertEquals(port, second.getPort());
            BulkReport report = write.join();
            assertEquals("200000|200000", table.only(COUNT));
            assertEquals(200_000, report.written());
            assertTrue(report.retries() > 0, "the server was gone too late: " + report);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static EmbeddedPostgres server(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /** Kills the server and all its processes at once; afterwards its folder is as after a loss of power. */
    private static void kill(Path data) throws IOException {
        long process = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle server = ProcessHandle.of(process).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(ended -> ended.onExit().join());
        Files.delete(data.resolve("epg-lock")); // this process still holds it for the server that is gone
    }
}
