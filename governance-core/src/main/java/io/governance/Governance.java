package io.governance;

import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Examiners;
import io.governance.judge.Policy;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Time;
import io.governance.remember.Samples.Sample;
import io.governance.remember.Store;
import io.governance.show.Alert;
import io.governance.show.AlertSink;
import io.governance.show.Alerts;
import io.governance.show.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
    private static final Duration COLLECT = Duration.ofSeconds(5);
    private static final Duration EVALUATE = Duration.ofSeconds(1);

    private final Policy policy;
    private final Time time;
    private final Store store;
    private final MeterRegistry meters;
    private final Complaints complaints;
    private final Operations operations;
    private final Heartbeat heartbeat;
    private final @Nullable Threads threads;
    private final Health health;
    private final Alerts alerts;
    private volatile Examination latest;
    private final Examiners examiners = new Examiners();
    private final Map<String, Runnable> meterRefreshes = new ConcurrentHashMap<>();

    private Governance(Builder settings) {
        this.policy = settings.policy();
        this.time = settings.time;
        this.complaints = new Complaints(time);
        this.store = settings.store == null ? Store.inMemory(settings.node, time) : settings.store;
        this.meters = settings.meters == null ? new SimpleMeterRegistry() : settings.meters;
        this.operations = new Operations(
                time,
                policy.responseTimeEdges(),
                OPERATIONS,
                (operation, what) -> complaints.add(operation + ": " + what));
        this.heartbeat = new Heartbeat(time, complaints);
        this.threads = settings.isManual ? null : new Threads(heartbeat::runDue, complaints);
        operations.provide(Governance.class, this);
        operations.provide(MeterRegistry.class, meters);
        operations.provide(Examiners.class, examiners);
        operations.provide(Store.class, store);
        this.health = new Health(settings.service, time);
        this.alerts = new Alerts(store.ledger(), time, settings.alerts, rememberer());
        this.latest = Examination.of(policy, time.now(), List.of(), List.of());
        ProcessSignals process = new ProcessSignals(time);
        register(Examiner.operations());
        register(Examiner.process(process::memoryBytes, process::cpuShare));
        every("collecting", COLLECT, () -> {
            operations.collect();
            process.collect();
            meterRefreshes.values().forEach(Runnable::run);
        });
        every("evaluating", EVALUATE, () -> {
            latest = examine();
            health.update(latest);
            alerts.update(latest);
        });
        OperationSamples samples = new OperationSamples(operations, store.node(), time.now());
        every("sampling", settings.sampleEvery, () -> {
            List<Sample> taken = samples.take(time.now());
            remember(() -> store.samples().add(taken));
        });
        every("being seen", COLLECT, () -> remember(() -> store.fleet().seen(store.node(), time.now())));
    }

    /** Returns a builder with the protocol's policy, a store in memory and a meter registry of its own. */
    public static Builder builder() {
        return new Builder();
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
        Operation operation = operations.add(name);
        meterRefreshes.computeIfAbsent(operation.name(), made -> OperationMeters.bind(operation, meters));
        return operation;
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
        return Examination.of(policy, time.now(), operations.all(), examiners.all());
    }

    /** Returns the examination that health and alerts stand on: not older than a second. */
    public Examination latest() {
        return latest;
    }

    /** Returns live, ready and started; show it to load balancers by a {@code HealthServer}. */
    public Health health() {
        return health;
    }

    /** Returns the alerts that are open now. */
    public List<Alert> alerts() {
        return alerts.open();
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
        rememberer().execute(work);
    }

    /** Returns the executor behind {@link #remember}. */
    public Executor rememberer() {
        return threads == null ? this::runHere : threads.store();
    }

    private void runHere(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            complaints.add("work for the store failed", e);
        }
    }

    /** Counts a failure of the library itself and logs it, once a minute at most. */
    public void complain(String what, Throwable cause) {
        complaints.add(what, cause);
    }

    /** Returns how many failures of its own the library has counted. */
    public long complaints() {
        return complaints.count();
    }

    /** Runs what is due at the present time. Only for a governance built with {@link Builder#manual}. */
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
        return time;
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

    /** Stops the threads, after what waits for the store was written, and closes the store. */
    @Override
    public void close() {
        if (threads != null) {
            threads.close();
        }
        store.close();
    }

    /** What differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> properties = new HashMap<>();
        private Map<String, String> environment = System.getenv();
        private Consumer<Policy.Builder> lines = unchanged -> {};
        private Time time = Time.system();
        private String node = "node-" + ProcessHandle.current().pid();
        private Duration sampleEvery = Duration.ofHours(1);
        private @Nullable Store store;
        private @Nullable MeterRegistry meters;
        private AlertSink alerts = AlertSink.slf4j();
        private String service = "application";
        private boolean isManual;

        private Builder() {}

        /** Names the application in its health answers. */
        public Builder service(String name) {
            service = name;
            return this;
        }

        /** Tells people of alerts by this; to the log unless set. */
        public Builder alerts(AlertSink sink) {
            alerts = sink;
            return this;
        }

        /** Draws lines of the policy in code: they win over environment and properties. */
        public Builder policy(Consumer<Policy.Builder> drawn) {
            lines = drawn;
            return this;
        }

        /** Reads {@code governance.*} properties; the environment wins over them. */
        public Builder properties(Properties settings) {
            settings.stringPropertyNames().forEach(key -> properties.put(key, settings.getProperty(key)));
            return this;
        }

        /** Reads settings such as {@code GOVERNANCE_CPU_WARNING=80%} from here instead of the process's environment. */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /** Shows everything in this registry. */
        public Builder meters(MeterRegistry registry) {
            meters = registry;
            return this;
        }

        /** Remembers in this store; without one, memory is forgotten at the end of the process. */
        public Builder store(Store remembering) {
            store = remembering;
            return this;
        }

        /** Names this node in the store in memory; a given store knows its own node. */
        public Builder node(String name) {
            node = name;
            return this;
        }

        /** Writes samples for trends this often; an hour by default. */
        public Builder sampleEvery(Duration period) {
            sampleEvery = period;
            return this;
        }

        /** Takes all time from here. */
        public Builder time(Time clocks) {
            time = clocks;
            return this;
        }

        /** Runs without threads: time passes when the clocks are moved and {@link Governance#step} is called. */
        public Builder manual() {
            isManual = true;
            return this;
        }

        /**
         * Starts the governance.
         *
         * @throws IllegalArgumentException with every unknown setting, wrong unit and contradiction, one a line
         */
        public Governance build() {
            return new Governance(this);
        }

        private Policy policy() {
            Policy.Builder builder =
                    Policy.builder().settings(properties, "properties").environment(environment);
            lines.accept(builder);
            return builder.build();
        }
    }
}
