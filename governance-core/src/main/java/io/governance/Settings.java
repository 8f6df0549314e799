package io.governance;

import io.governance.judge.Policy;
import io.governance.leak.LeakWatch;
import io.governance.measure.Time;
import io.governance.remember.Store;
import io.governance.settings.Configuration;
import io.governance.settings.ConfigurationBuilder;
import io.governance.show.AlertSink;
import io.governance.show.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a governance is built from, with its defaults; what is wrong with it is said all at once. */
final class Settings {
    private static final Duration LONGEST = Duration.ofDays(3_650);

    final ConfigurationBuilder values = Configuration.builder(KnownSettings.all());
    Map<String, String> environment = System.getenv();
    Consumer<Policy.Builder> lines = unchanged -> {};
    Predicate<? super Throwable> errors = failure -> true;
    Time time = Time.system();
    String node = "node-" + ProcessHandle.current().pid();
    Duration sampleEvery = Duration.ofHours(1);
    Duration examineEvery = Duration.ofDays(30);

    @Nullable
    Store store;

    @Nullable
    MeterRegistry meters;

    List<AlertSink> alerts = List.of(AlertSink.slf4j());
    String service = "application";
    boolean isManual;

    @Nullable
    String buildId;

    /** Returns the policy, once nothing is wrong with it or anything else. */
    Policy checked() {
        List<String> problems = new ArrayList<>();
        period(problems, "sampleEvery", sampleEvery);
        period(problems, "examineEvery", examineEvery);
        if (node.isBlank()) {
            problems.add("node: found a blank name (set in code), expected one that is unique in the fleet");
        }
        if (buildId != null && buildId.isBlank()) {
            problems.add("buildId: found a blank name (set in code), expected one that is new for each build");
        }
        Policy policy = policy(problems);
        if (policy == null || !problems.isEmpty()) {
            throw new IllegalArgumentException("governance cannot be started:\n  " + String.join("\n  ", problems));
        }
        return policy;
    }

    private static void period(List<String> problems, String key, Duration found) {
        if (found.isNegative() || found.isZero() || found.compareTo(LONGEST) > 0) {
            problems.add(key + ": found " + found + " (set in code), expected more than zero, at most "
                    + LONGEST.toDays() + " days");
        }
    }

    /** Returns what checks dependencies: without threads, the one that steps the time. */
    Executor checks() {
        return isManual ? Runnable::run : Health.checkThreads();
    }

    LeakWatch.Builder leaks(Configuration known, Complaints complaints, Executor background) {
        LeakWatch.Builder watch = LeakWatch.builder(time)
                .classHistogram(known.get(LeakWatch.CLASS_HISTOGRAM))
                .executor(background)
                .complaints(complaints::add);
        return isManual ? watch.deaf() : watch;
    }

    /** Returns the values of all settings, those of other packages included; checked before. */
    Configuration configuration() {
        return values.build();
    }

    private @Nullable Policy policy(List<String> problems) {
        values.environment(environment);
        Policy.Builder builder = Policy.builder(values);
        lines.accept(builder);
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return null;
        }
    }
}
