package io.governance;

import io.governance.judge.Policy;
import io.governance.leak.LeakWatch;
import io.governance.measure.Time;
import io.governance.remember.Store;
import io.governance.settings.Setting;
import io.governance.show.AlertSettings;
import io.governance.show.AlertSink;
import io.governance.show.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What differs from the defaults of a {@link Governance}. Not thread-safe; made by {@link Governance#builder}. */
public final class GovernanceBuilder {
    private final Settings settings = new Settings();

    GovernanceBuilder() {}

    /** Names the application in its health answers. */
    public GovernanceBuilder service(String name) {
        settings.service = name;
        return this;
    }

    /** Tells people of alerts by these; to the log unless set. */
    public GovernanceBuilder alerts(AlertSink... sinks) {
        settings.alerts = List.of(sinks);
        return this;
    }

    /** Sets in code how people are told of alerts: it wins over environment and properties. */
    public GovernanceBuilder alertSettings(Consumer<AlertSettings.Builder> set) {
        set.accept(AlertSettings.builder(settings.values));
        return this;
    }

    /** Draws lines of the policy in code: they win over environment and properties; called again, it adds to them. */
    public GovernanceBuilder policy(Consumer<Policy.Builder> drawn) {
        settings.lines = settings.lines.andThen(drawn);
        return this;
    }

    /** Reads {@code governance.*} properties; the environment wins over them. */
    public GovernanceBuilder properties(Properties properties) {
        return properties(properties, "properties");
    }

    /**
     * Reads {@code governance.*} properties; the environment wins over them.
     *
     * @param source where they come from, for messages: a file's name
     */
    public GovernanceBuilder properties(Properties properties, String source) {
        settings.values.properties(
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(Function.identity(), properties::getProperty)),
                source);
        return this;
    }

    /** Sets a known setting in code: it wins over environment and properties. */
    public <T> GovernanceBuilder set(Setting<T> setting, T value) {
        settings.values.set(setting, value);
        return this;
    }

    /** Reads settings such as {@code GOVERNANCE_CPU_WARNING=80%} from here instead of the process's environment. */
    public GovernanceBuilder environment(Map<String, String> variables) {
        settings.environment = Map.copyOf(variables);
        return this;
    }

    /** Says which exceptions of governed code are errors; all are unless set, here or for one operation. */
    public GovernanceBuilder errorsAre(Predicate<? super Throwable> isError) {
        settings.errors = isError;
        return this;
    }

    /** Shows everything in this registry. */
    public GovernanceBuilder meters(MeterRegistry registry) {
        settings.meters = registry;
        return this;
    }

    /** Remembers in this store; without one, memory is forgotten at the end of the process. */
    public GovernanceBuilder store(Store remembering) {
        settings.store = remembering;
        return this;
    }

    /** Names this node in the store in memory; a given store knows its own node. */
    public GovernanceBuilder node(String name) {
        settings.node = name;
        return this;
    }

    /** Names the build that runs here; other nodes and issues see it in the store. */
    public GovernanceBuilder buildId(String id) {
        settings.buildId = id;
        return this;
    }

    /** Writes samples for trends this often; an hour by default. */
    public GovernanceBuilder sampleEvery(Duration period) {
        settings.sampleEvery = period;
        return this;
    }

    /** Lets at most this share of the store's nodes leave rotation at once; 34 % by default, rounded down. */
    public GovernanceBuilder fleetShare(double share) {
        settings.values.set(Health.FLEET_SHARE, share);
        return this;
    }

    /** Allows a class histogram on suspicion of a leak; {@code governance.leak.class-histogram}, off by default. */
    public GovernanceBuilder classHistogramOnSuspicion(boolean isAllowed) {
        settings.values.set(LeakWatch.CLASS_HISTOGRAM, isAllowed);
        return this;
    }

    /** Examines without any occasion this often; every 30 days by default. */
    public GovernanceBuilder examineEvery(Duration period) {
        settings.examineEvery = period;
        return this;
    }

    /** Takes all time from here. */
    public GovernanceBuilder time(Time clocks) {
        settings.time = clocks;
        return this;
    }

    /** Runs without threads: time passes when the clocks are moved and {@link Governance#step} is called. */
    public GovernanceBuilder manual() {
        settings.isManual = true;
        return this;
    }

    /**
     * Starts the governance.
     *
     * @throws IllegalArgumentException with every unknown setting, wrong unit and contradiction, one a line
     */
    public Governance build() {
        return new Governance(settings, settings.checked());
    }
}
