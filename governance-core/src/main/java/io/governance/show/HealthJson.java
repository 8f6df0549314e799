package io.governance.show;

import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import io.governance.measure.Signal;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the body of an answer: draft-inadarei-api-health-check-06, where only a failing status may be a 5xx. */
final class HealthJson {
    static final String PASS = "pass";
    static final String WARN = "warn";
    static final String FAIL = "fail";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int CHECKS = 200;
    private static final Set<String> SIGNALS =
            Arrays.stream(Signal.values()).map(Signal::name).collect(Collectors.toUnmodifiableSet());

    private final JsonGenerator json;

    private HealthJson(JsonGenerator json) {
        this.json = json;
    }

    static byte[] bare(String status) {
        return write(out -> out.json.writeStringProperty("status", status));
    }

    static byte[] detailed(Endpoint endpoint, Condition condition, String status) {
        return write(out -> {
            out.json.writeStringProperty("status", status);
            out.json.writeStringProperty("serviceId", condition.service());
            @Nullable String why = endpoint.failure(condition);
            @Nullable String output = why != null || !status.equals(WARN) ? why : condition.whyNotLive();
            if (output != null) {
                out.json.writeStringProperty("output", output);
            }
            @Nullable Examination latest = condition.latest();
            if (endpoint == Endpoint.HEALTH && latest != null) {
                out.examination(latest, condition.dependencies());
            }
        });
    }

    private static byte[] write(Consumer<HealthJson> properties) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            properties.accept(new HealthJson(json));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Findings come first and the worst of them foremost, so that what is cut off is what matters least. */
    private void examination(Examination latest, List<DependencyState> dependencies) {
        Map<String, List<Runnable>> checks = new LinkedHashMap<>();
        dependencies.forEach(known -> check(checks, known.name() + ":responseTime", () -> dependency(known)));
        for (Finding finding : latest.findings()) {
            if (!SIGNALS.contains(finding.kind()) && !finding.kind().equals(DependencyState.DOWN)) {
                check(checks, finding.subject() + ":" + finding.kind(), () -> finding(finding, latest.at()));
            }
        }
        latest.readings().stream()
                .sorted(Comparator.comparing(Reading::level).reversed())
                .forEach(reading -> check(
                        checks, reading.subject() + ":" + reading.signal().key(), () -> reading(reading, latest)));
        json.writeStringProperty("level", latest.level().name());
        json.writeArrayPropertyStart("notes");
        latest.failures().forEach(json::writeString);
        if (checks.size() > CHECKS) {
            json.writeString((checks.size() - CHECKS) + " checks are not shown");
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("checks");
        checks.entrySet().stream().limit(CHECKS).forEach(entry -> {
            json.writeArrayPropertyStart(entry.getKey());
            entry.getValue().forEach(Runnable::run);
            json.writeEndArray();
        });
        json.writeEndObject();
    }

    private static void check(Map<String, List<Runnable>> checks, String name, Runnable writing) {
        List<Runnable> same = checks.computeIfAbsent(name, made -> new ArrayList<>());
        if (same.size() < CHECKS) {
            same.add(writing);
        }
    }

    private void dependency(DependencyState known) {
        json.writeStartObject();
        json.writeStringProperty("componentId", known.name());
        json.writeStringProperty("componentType", "datastore");
        json.writeStringProperty(
                "status", known.kind() == DependencyKind.OPTIONAL && known.isDown() ? WARN : status(known.level()));
        json.writeStringProperty("dependency", known.kind().name());
        json.writeStringProperty("level", known.level().name());
        if (known.at() != null) {
            json.writeStringProperty("time", known.at().toString());
            json.writeNumberProperty(
                    "observedValue", Duration.ofNanos(known.tookNanos()).toMillis());
            json.writeStringProperty("observedUnit", "ms");
        }
        if (known.isDown()) {
            affected(known.kind());
        }
        if (known.output() != null) {
            json.writeStringProperty("output", known.output());
        }
        json.writeEndObject();
    }

    /** The endpoints whose answer it may change; only for checks that do not pass. */
    private void affected(DependencyKind kind) {
        if (kind != DependencyKind.OPTIONAL) {
            json.writeArrayPropertyStart("affectedEndpoints");
            json.writeString("/health");
            json.writeString("/health/ready");
            json.writeEndArray();
        }
    }

    private void reading(Reading reading, Examination latest) {
        start(reading.subject(), reading.level(), latest.at(), type(reading.signal()));
        if (Double.isFinite(reading.value())) {
            json.writeNumberProperty("observedValue", reading.value());
            json.writeStringProperty(
                    "observedUnit", reading.signal().unit().name().toLowerCase(Locale.ROOT));
        }
        json.writeNumberProperty("samples", reading.samples());
        latest.findings().stream()
                .filter(finding -> finding.kind().equals(reading.signal().name())
                        && finding.subject().equals(reading.subject()))
                .findFirst()
                .ifPresent(this::explain);
        json.writeEndObject();
    }

    private void finding(Finding finding, Instant at) {
        start(finding.subject(), finding.level(), at, "component");
        explain(finding);
        json.writeEndObject();
    }

    private void start(String subject, Level level, Instant at, String type) {
        json.writeStartObject();
        json.writeStringProperty("componentId", subject);
        json.writeStringProperty("componentType", type);
        json.writeStringProperty("status", status(level));
        json.writeStringProperty("level", level.name());
        json.writeStringProperty("time", at.toString());
    }

    private void explain(Finding finding) {
        json.writeStringProperty("output", finding.summary());
        if (finding.place() != null) {
            json.writeStringProperty("place", finding.place());
        }
        json.writeStringProperty("remedy", finding.remedy());
        json.writeStringProperty("dependency", finding.dependency().name());
        if (finding.level().isAtLeast(Level.WARNING)) {
            affected(finding.dependency());
        }
    }

    private static String type(Signal signal) {
        return switch (signal) {
            case CPU, MEMORY -> "system";
            case CONNECTION_POOL -> "datastore";
            default -> "component";
        };
    }

    private static String status(Level level) {
        if (level.isAtLeast(Level.CRITICAL)) {
            return FAIL;
        }
        return level.isAtLeast(Level.WARNING) ? WARN : PASS;
    }
}
