package io.governance.show;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How people are told of alerts. Immutable; made with {@link #builder}.
 *
 * @param perHour how many notifications a sink gets in an hour at most; what is beyond comes in summaries
 * @param gathering how long a group waits after a notification before the next one
 * @param grouping what goes into one notification
 * @param criticalGrace how long a critical alert, which is due at once, may be without an owner before it is overdue
 * @param pages where the pages about findings are: a folder or an address, in front of {@code N_PLUS_ONE.md}
 */
public record AlertSettings(int perHour, Duration gathering, Grouping grouping, Duration criticalGrace, String pages) {

    /** What alerts have in common that are told together. */
    public enum Grouping {
        /** The kind of their finding: one trouble of many operations is one notification. */
        KIND,
        /** The operation or resource: many troubles of one operation are one notification. */
        SUBJECT,
        /** Nothing: each alert for itself, as far as the rate permits. */
        ALERT
    }

    /** What the keys of these settings begin with. */
    public static final String PREFIX = "governance.alerts.";

    /**
     * Returns 30 notifications an hour, gathered for ten seconds by the kind of their finding, five minutes for somebody
     * to take a critical alert, and pages in {@code docs/findings/}.
     */
    public static AlertSettings standard() {
        return builder().build();
    }

    /** Returns a builder that starts with the standard. */
    public static Builder builder() {
        return new Builder();
    }

    /** What differs from the standard. Not thread-safe. */
    public static final class Builder {
        private static final String CODE = "code";

        private final Map<String, String> sources = new TreeMap<>();
        private final List<String> problems = new ArrayList<>();
        private int perHour = 30;
        private Duration gathering = Duration.ofSeconds(10);
        private Grouping grouping = Grouping.KIND;
        private Duration criticalGrace = Duration.ofMinutes(5);
        private String pages = "docs/findings/";

        private Builder() {}

        /** Sets how many notifications a sink gets in an hour at most: 3 to 3,600. */
        public Builder perHour(int notifications) {
            return perHour(notifications, CODE);
        }

        /** Sets how long a group waits after a notification before the next one; up to an hour. */
        public Builder gathering(Duration time) {
            return gathering(time, CODE);
        }

        /** Sets what goes into one notification. */
        public Builder grouping(Grouping common) {
            return grouping(common, CODE);
        }

        /** Sets how long a critical alert may be without an owner before it is overdue; up to an hour. */
        public Builder criticalGrace(Duration time) {
            return criticalGrace(time, CODE);
        }

        /** Sets where the pages about findings are. */
        public Builder pages(String folderOrAddress) {
            return pages(folderOrAddress, CODE);
        }

        private Builder perHour(int notifications, String source) {
            sources.put("per-hour", source);
            perHour = notifications;
            return this;
        }

        private Builder gathering(Duration time, String source) {
            sources.put("gathering", source);
            gathering = time;
            return this;
        }

        private Builder grouping(Grouping common, String source) {
            sources.put("grouping", source);
            grouping = common;
            return this;
        }

        private Builder criticalGrace(Duration time, String source) {
            sources.put("critical-grace", source);
            criticalGrace = time;
            return this;
        }

        private Builder pages(String folderOrAddress, String source) {
            sources.put("pages", source);
            pages = folderOrAddress.endsWith("/") ? folderOrAddress : folderOrAddress + "/";
            return this;
        }

        /** Reads {@code governance.alerts.*} settings; other keys are left alone. What is wrong is told by build. */
        public Builder properties(Map<String, String> settings) {
            new TreeMap<>(settings).forEach((key, value) -> {
                if (key.startsWith(PREFIX)) {
                    read(key.substring(PREFIX.length()), value.strip(), "properties");
                }
            });
            return this;
        }

        /** Reads variables such as {@code GOVERNANCE_ALERTS_PER_HOUR}; others are left alone. */
        public Builder environment(Map<String, String> variables) {
            for (String key : List.of("per-hour", "gathering", "grouping", "critical-grace", "pages")) {
                String value = variables.get((PREFIX + key)
                        .toUpperCase(Locale.ROOT)
                        .replace('.', '_')
                        .replace('-', '_'));
                if (value != null) {
                    read(key, value.strip(), "environment");
                }
            }
            return this;
        }

        private void read(String key, String value, String source) {
            switch (key) {
                case "per-hour" -> perHour(parsed(key, value, source, perHour, Integer::valueOf, "a number"), source);
                case "gathering" -> gathering(duration(key, value, source, gathering), source);
                case "grouping" ->
                    grouping(
                            parsed(
                                    key,
                                    value,
                                    source,
                                    grouping,
                                    text -> Grouping.valueOf(text.toUpperCase(Locale.ROOT)),
                                    "kind, subject or alert"),
                            source);
                case "critical-grace" -> criticalGrace(duration(key, value, source, criticalGrace), source);
                case "pages" -> pages(value, source);
                default ->
                    problems.add(PREFIX + key + ": found an unknown key (set in " + source + "), expected one of "
                            + "critical-grace, gathering, grouping, pages, per-hour");
            }
        }

        private Duration duration(String key, String value, String source, Duration standard) {
            return parsed(
                    key,
                    value,
                    source,
                    standard,
                    text -> Duration.parse("PT" + text.toUpperCase(Locale.ROOT)),
                    "a duration such as 10s or 5m");
        }

        private <T> T parsed(
                String key, String value, String source, T standard, Function<String, T> parse, String expected) {
            try {
                return parse.apply(value);
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                problems.add(
                        PREFIX + key + ": found '" + value + "', expected " + expected + " (set in " + source + ")");
                return standard;
            }
        }

        /**
         * Returns the settings.
         *
         * @throws IllegalArgumentException with everything that is wrong, one a line
         */
        public AlertSettings build() {
            List<String> wrong = new ArrayList<>(problems);
            if (perHour < 3 || perHour > 3_600) {
                wrong.add(found("per-hour", perHour) + ", expected 3 to 3600");
            }
            limit(wrong, "gathering", gathering);
            limit(wrong, "critical-grace", criticalGrace);
            if (pages.isBlank() || pages.equals("/")) {
                wrong.add(found("pages", "'" + pages + "'") + ", expected a folder or an address");
            }
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n  ", wrong));
            }
            return new AlertSettings(perHour, gathering, grouping, criticalGrace, pages);
        }

        private void limit(List<String> wrong, String key, Duration time) {
            if (time.isNegative() || time.compareTo(Duration.ofHours(1)) > 0) {
                wrong.add(found(key, time) + ", expected zero to an hour");
            }
        }

        private String found(String key, Object value) {
            return PREFIX + key + ": found " + value + " (set in " + sources.getOrDefault(key, "the standard") + ")";
        }
    }
}
