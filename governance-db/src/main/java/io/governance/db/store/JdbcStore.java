package io.governance.db.store;

import io.governance.remember.Evidence;
import io.governance.remember.Fleet;
import io.governance.remember.Ledger;
import io.governance.remember.Samples;
import io.governance.remember.Store;
import io.governance.remember.StoreUnavailableException;
import javax.sql.DataSource;

/**
 * A store in a database, shared by all nodes of an application.
 *
 * <p>Opening does not touch the database, so one that is down does not keep the application from starting: until it is
 * there, every method throws {@link StoreUnavailableException}. It keeps two connections of its own, one for reading and
 * one for writing, makes them anew after a failure, and never waits longer than its timeout. The schema is created when
 * it is missing. Thread-safe.
 */
public final class JdbcStore implements Store {
    private final String node;
    private final Line writing;
    private final Line reading;
    private final JdbcLedger ledger;
    private final JdbcEvidence evidence;
    private final JdbcSamples samples;
    private final JdbcFleet fleet;

    private JdbcStore(StoreSettings settings) {
        this.node = settings.node();
        Schema schema = new Schema();
        this.writing = new Line(settings, schema);
        this.reading = new Line(settings, schema);
        this.ledger = new JdbcLedger(settings, writing, reading);
        this.evidence = new JdbcEvidence(writing, reading);
        this.samples = new JdbcSamples(writing, reading);
        this.fleet = new JdbcFleet(settings.fleet(), writing, reading);
    }

    /** Opens a store; connects at first use. */
    public static JdbcStore open(StoreSettings settings) {
        return new JdbcStore(settings);
    }

    /**
     * Opens a store with the usual settings; connects at first use.
     *
     * @param node name of this node, unique in the fleet and the same after a restart
     * @param database the driver's data source, never a pool
     */
    public static JdbcStore open(String node, DataSource database) {
        return open(StoreSettings.of(node, database));
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Evidence evidence() {
        return evidence;
    }

    @Override
    public Samples samples() {
        return samples;
    }

    @Override
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public String node() {
        return node;
    }

    /** Closes both connections; what is called afterwards throws {@link StoreUnavailableException}. */
    @Override
    public void close() {
        writing.close();
        reading.close();
    }
}
