package io.governance.judge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that an examiner found, with the counts it was concluded from.
 *
 * @param kind what it is, such as {@code N_PLUS_ONE}: upper case, stable, one of few
 * @param subject the operation or resource that it is about
 * @param level how urgent it is
 * @param summary one sentence that names the figure
 * @param place where in the application's code, such as {@code com.acme.Orders.load(Orders.java:42)}
 * @param evidence the figures, by name with their unit, in a stable order
 * @param remedy what to do about it
 * @param dependency whose trouble it is: only {@code LOCAL} trouble may take an instance out of rotation
 */
public record Finding(
        String kind,
        String subject,
        Level level,
        String summary,
        @Nullable String place,
        Map<String, String> evidence,
        String remedy,
        DependencyKind dependency) {

    /** Makes a finding; the evidence is copied in its order. */
    public Finding {
        evidence = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(evidence));
    }

    /** Makes a finding that says nothing about whose trouble it is: it takes nobody out of rotation. */
    public Finding(
            String kind,
            String subject,
            Level level,
            String summary,
            @Nullable String place,
            Map<String, String> evidence,
            String remedy) {
        this(kind, subject, level, summary, place, evidence, remedy, DependencyKind.SHARED);
    }

    /** Returns what stays the same when the same thing is found again: kind, subject and place. */
    public String key() {
        return kind + "/" + subject + (place == null ? "" : "/" + place);
    }
}
