package io.governance;

import io.governance.command.Commands;
import io.governance.examine.Examinations;
import io.governance.instance.Instance;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Examiners;
import io.governance.judge.Policy;
import io.governance.leak.LeakWatch;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Time;
import io.governance.remember.Store;
import io.governance.resolve.Resolutions;
import io.governance.resolve.Sampling;
import io.governance.settings.Configuration;
import io.governance.show.Alert;
import io.governance.show.AlertSettings;
import io.governance.show.Alerts;
import io.governance.show.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The performance protocol of one application: measures its operations, judges them by the policy, remembers, shows.
 *
 * <p>An application makes one, at its start, and closes it at its end. Thread-safe. Nothing of it runs on the
 * application's threads but the counting itself; a failure of its own is counted, logged once a minute at most, and
 * never reaches the application.
 */
public final class Governance implements AutoCloseable {
    private static final int OPERATIONS = 1_000;
    private static final Duration OCCASIONS = Duration.ofSeconds(5);

    private final Policy policy;
    private final Store store;
    private final MeterRegistry meters;
    private final Complaints complaints;
    private final Operations operations;
    private final Examiners examiners = new Examiners();
    private final Heartbeat heartbeat;
    private final @Nullable Threads threads;
    private final Executor rememberer;
    private final Health health;
    private final Alerts alerts;
    private final Instance instance;
    private final Rounds rounds;
    private final LeakWatch leaks;
    private final Examinations examinations;
    private final Commands commands = new Commands();

    Governance(Settings settings, Policy policy) {
        this.policy = policy;
        Time time = settings.time;
        this.complaints = new Complaints(time);
        this.store = settings.store == null ? Store.inMemory(settings.node, time) : settings.store;
        this.meters = settings.meters == null ? new SimpleMeterRegistry() : settings.meters;
        this.operations = new Operations(
                time,
                policy::responseTimeEdges,
                OPERATIONS,
                (operation, what) -> complaints.add(operation + ": " + what));
        this.heartbeat = new Heartbeat(time, complaints);
        this.threads = settings.isManual ? null : new Threads(heartbeat::runDue, complaints);
        this.rememberer = threads == null ? complaints.guarding(Runnable::run) : complaints.guarding(threads.store());
        operations.provide(Governance.class, this);
        operations.provide(MeterRegistry.class, meters);
        operations.provide(Examiners.class, examiners);
        operations.provide(Store.class, store);
        Configuration known = settings.configuration();
        operations.provide(Configuration.class, known);
        this.health = new Health(settings.service, time, settings.checks());
        health.joinFleet(store, known.get(Health.FLEET_SHARE), rememberer);
        this.alerts = new Alerts(
                policy.hysteresis(),
                store,
                time,
                AlertSettings.of(known),
                settings.alerts,
                rememberer,
                threads == null ? () -> Runnable::run : Alerts.threads());
        operations.provide(Alerts.class, alerts);
        register(alerts.examiner());
        this.instance = Instance.of(operations);
        register(Examiner.operations());
        register(Examiner.errorBudget());
        register(instance.examiner());
        register(health.dependencies());
        this.leaks = settings.leaks(known, complaints, rememberer).build();
        operations.provide(LeakWatch.class, leaks);
        register(leaks);
        this.rounds = new Rounds(
                policy, new ReadingMeters(meters, complaints), operations, examiners, store, rememberer, complaints);
        operations.provide(Sampling.class, rounds::cut);
        operations.errorsAre(settings.errors);
        operations.whenMade(made -> rounds.showIn(meters, made));
        OwnMeters.bind(meters, rounds, operations, alerts, complaints);
        instance.showIn(meters);
        if (threads != null) {
            instance.start();
        }
        rounds.start(heartbeat, instance, health, alerts, settings.sampleEvery);
        if (settings.buildId != null) {
            rounds.tell(settings.buildId, resolutions(), heartbeat);
        }
        this.examinations = new Examinations(
                settings.service,
                store.node(),
                operations,
                rounds::examine,
                store.ledger(),
                rememberer,
                settings.examineEvery);
        GovernanceCommands.register(commands, examinations, alerts);
        heartbeat.every(
                "looking for a reason to examine",
                OCCASIONS,
                () -> examinations.lookForOccasions(
                        policy.minimumSamples(),
                        alerts.open().stream().map(Alert::key).toList()));
    }

    /** Returns a builder with the protocol's policy, a store in memory and a meter registry of its own. */
    public static GovernanceBuilder builder() {
        return new GovernanceBuilder();
    }

    /**
     * Returns the governance that an operation belongs to.
     *
     * @throws IllegalStateException when the operation was not made by {@link #operation}
     */
    public static Governance of(Operation operation) {
        return operation.operations().service(Governance.class);
    }

    /**
     * Makes an operation.
     *
     * @param name such as {@code customer.dashboard}
     * @throws IllegalArgumentException when the name is blank or taken already
     */
    public Operation operation(String name) {
        return operations.add(name);
    }

    /** Returns an operation that was made before. */
    public Optional<Operation> findOperation(String name) {
        return operations.find(name);
    }

    /**
     * Adds an examiner; from now on every examination asks it.
     *
     * @return what removes it again
     */
    public Runnable register(Examiner examiner) {
        return examiners.register(examiner);
    }

    /** Examines everything now, from what was collected up to the last five seconds. */
    public Examination examine() {
        return rounds.examine();
    }

    /** Returns the examination that health and alerts stand on: not older than a second. */
    public Examination latest() {
        return rounds.latest();
    }

    /** Returns what decides when there is a report: on demand, on a user's report, on an alert, on schedule. */
    public Examinations examinations() {
        return examinations;
    }

    /** Returns the commands that this application takes; show them by JMX or a {@code CommandServer}. */
    public Commands commands() {
        return commands;
    }

    /** Returns live, ready and started; show it to load balancers by a {@code HealthServer}. */
    public Health health() {
        return health;
    }

    /** Returns what kernel and JVM say about this instance; with threads stepped by hand it has no rates. */
    public Instance instance() {
        return instance;
    }

    /** Returns the alerts that are open now. */
    public List<Alert> alerts() {
        return alerts.open();
    }

    /** Returns where alerts are taken and their resolution noted. */
    public Alerts alerting() {
        return alerts;
    }

    /** Returns the issues: opened from findings, alerts and rollbacks, and listed until they are resolved. */
    public Resolutions resolutions() {
        return Resolutions.of(store, operations.time());
    }

    /**
     * Runs a piece of work again and again on the library's own thread. It must not wait or do I/O: see
     * {@link #remember}.
     *
     * @return what stops it
     */
    public Runnable every(String name, Duration period, Runnable work) {
        return heartbeat.every(name, period, work);
    }

    /** Runs a piece of work that talks to the store, after all earlier ones; dropped and counted when 1,024 wait. */
    public void remember(Runnable work) {
        rememberer.execute(work);
    }

    /** Returns the executor behind {@link #remember}. */
    public Executor rememberer() {
        return rememberer;
    }

    /** Counts a failure of the library itself and logs it, once a minute at most. */
    public void complain(String what, Throwable cause) {
        complaints.add(what, cause);
    }

    /** Returns how many failures of its own the library has counted. */
    public long complaints() {
        return complaints.count();
    }

    /** Runs what is due at the present time. Only for a governance built with {@link GovernanceBuilder#manual}. */
    public void step() {
        if (threads != null) {
            throw new IllegalStateException(
                    "this governance has threads of its own; build it with manual() to step it");
        }
        heartbeat.runDue();
    }

    /** Returns the numbers that everything is judged by. */
    public Policy policy() {
        return policy;
    }

    /** Returns the clocks. */
    public Time time() {
        return operations.time();
    }

    /** Returns what outlives a call. */
    public Store store() {
        return store;
    }

    /** Returns the registry that shows everything to Micrometer. */
    public MeterRegistry meters() {
        return meters;
    }

    /** Returns all operations. */
    public Operations operations() {
        return operations;
    }

    /**
     * Sends away new traffic; writes the last samples and what waits for the store, for five seconds at most; stops the
     * threads; closes the store. To go on serving until balancers have noticed, call {@link Health#drain} first.
     */
    @Override
    public void close() {
        health.markDraining();
        instance.close();
        leaks.close();
        if (threads == null) {
            rounds.sample();
        } else {
            if (threads.stopBeating()) {
                rounds.sample();
            }
            threads.close();
        }
        alerts.close();
        try {
            store.close();
        } catch (RuntimeException e) {
            complaints.add("closing the store failed", e);
        }
    }
}
