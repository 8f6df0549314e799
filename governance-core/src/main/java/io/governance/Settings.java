package io.governance;

import io.governance.judge.Policy;
import io.governance.leak.LeakWatch;
import io.governance.measure.Time;
import io.governance.remember.Store;
import io.governance.show.AlertSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a governance is built from, with its defaults; what is wrong with it is said all at once. */
final class Settings {
    final Map<String, String> properties = new HashMap<>();
    Map<String, String> environment = System.getenv();
    Consumer<Policy.Builder> lines = unchanged -> {};
    Time time = Time.system();
    String node = "node-" + ProcessHandle.current().pid();
    Duration sampleEvery = Duration.ofHours(1);

    @Nullable
    Store store;

    @Nullable
    MeterRegistry meters;

    AlertSink alerts = AlertSink.slf4j();
    String service = "application";
    boolean isManual;

    @Nullable
    Boolean isClassHistogramAllowed;

    /** Returns the policy, once nothing is wrong with it or anything else. */
    Policy checked() {
        List<String> problems = new ArrayList<>();
        if (sampleEvery.isNegative() || sampleEvery.isZero()) {
            problems.add("sampleEvery: found " + sampleEvery + " (set in code), expected more than zero");
        }
        if (node.isBlank()) {
            problems.add("node: found a blank name (set in code), expected one that is unique in the fleet");
        }
        isClassHistogramAllowed =
                OnOff.read(LeakWatch.CLASS_HISTOGRAM, isClassHistogramAllowed, environment, properties, problems);
        properties.remove(LeakWatch.CLASS_HISTOGRAM);
        Policy policy = policy(problems);
        if (policy == null || !problems.isEmpty()) {
            throw new IllegalArgumentException("governance cannot be started:\n  " + String.join("\n  ", problems));
        }
        return policy;
    }

    LeakWatch.Builder leaks(Complaints complaints, Executor background) {
        LeakWatch.Builder watch = LeakWatch.builder(time)
                .classHistogram(Boolean.TRUE.equals(isClassHistogramAllowed))
                .executor(background)
                .complaints(complaints::add);
        return isManual ? watch.deaf() : watch;
    }

    private @Nullable Policy policy(List<String> problems) {
        Policy.Builder builder =
                Policy.builder().settings(properties, "properties").environment(environment);
        lines.accept(builder);
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return null;
        }
    }
}
