package io.governance.show;

import io.governance.settings.Configuration;
import io.governance.settings.ConfigurationBuilder;
import io.governance.settings.Setting;
import io.governance.settings.Unit;
import java.time.Duration;
import java.util.List;

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

    private static final Setting<Long> PER_HOUR = Setting.of(
                    "governance.alerts.per-hour",
                    Unit.WHOLE,
                    30L,
                    "notifications that a sink gets in an hour at most; the others come in summaries")
            .where("3 to 3600", number -> number >= 3 && number <= 3_600);

    private static final Setting<Duration> GATHERING = Setting.of(
                    "governance.alerts.gathering",
                    Unit.DURATION,
                    Duration.ofSeconds(10),
                    "how long a group of alerts waits after a notification before the next one")
            .where("zero to an hour", AlertSettings::isAnHourAtMost);

    private static final Setting<Grouping> GROUPING = Setting.of(
            "governance.alerts.grouping", Unit.oneOf(Grouping.class), Grouping.KIND, "what goes into one notification");

    private static final Setting<Duration> CRITICAL_GRACE = Setting.of(
                    "governance.alerts.critical-grace",
                    Unit.DURATION,
                    Duration.ofMinutes(5),
                    "how long a critical alert may be without an owner before it is overdue")
            .where("zero to an hour", AlertSettings::isAnHourAtMost);

    private static final Setting<String> PAGES = Setting.of(
                    "governance.alerts.pages",
                    Unit.TEXT,
                    "docs/findings/",
                    "folder or address of the pages about findings")
            .where("a folder or an address", text -> !text.isBlank() && !text.equals("/"));

    /** Returns the settings that can be given from outside. */
    public static List<Setting<?>> settings() {
        return List.of(PER_HOUR, GATHERING, GROUPING, CRITICAL_GRACE, PAGES);
    }

    /** Returns what these values say. */
    public static AlertSettings of(Configuration values) {
        String pages = values.get(PAGES);
        return new AlertSettings(
                Math.toIntExact(values.get(PER_HOUR)),
                values.get(GATHERING),
                values.get(GROUPING),
                values.get(CRITICAL_GRACE),
                pages.endsWith("/") ? pages : pages + "/");
    }

    /**
     * Returns 30 notifications an hour, gathered for ten seconds by the kind of their finding, five minutes for somebody
     * to take a critical alert, and pages in {@code docs/findings/}.
     */
    public static AlertSettings standard() {
        return builder().build();
    }

    /** Returns a builder that starts with the standard. */
    public static Builder builder() {
        return new Builder(Configuration.builder(settings()));
    }

    /** Returns a builder that sets values in code among those of others; what is wrong is told with all else. */
    public static Builder builder(ConfigurationBuilder values) {
        return new Builder(values);
    }

    private static boolean isAnHourAtMost(Duration time) {
        return !time.isNegative() && time.compareTo(Duration.ofHours(1)) <= 0;
    }

    /** What differs from the standard. Not thread-safe. */
    public static final class Builder {
        private final ConfigurationBuilder values;

        private Builder(ConfigurationBuilder values) {
            this.values = values;
        }

        /** Sets how many notifications a sink gets in an hour at most: 3 to 3,600. */
        public Builder perHour(int notifications) {
            values.set(PER_HOUR, (long) notifications);
            return this;
        }

        /** Sets how long a group waits after a notification before the next one; up to an hour. */
        public Builder gathering(Duration time) {
            values.set(GATHERING, time);
            return this;
        }

        /** Sets what goes into one notification. */
        public Builder grouping(Grouping common) {
            values.set(GROUPING, common);
            return this;
        }

        /** Sets how long a critical alert may be without an owner before it is overdue; up to an hour. */
        public Builder criticalGrace(Duration time) {
            values.set(CRITICAL_GRACE, time);
            return this;
        }

        /** Sets where the pages about findings are. */
        public Builder pages(String folderOrAddress) {
            values.set(PAGES, folderOrAddress);
            return this;
        }

        /**
         * Returns the settings.
         *
         * @throws IllegalArgumentException with everything that is wrong, one a line
         */
        public AlertSettings build() {
            return of(values.build());
        }
    }
}
