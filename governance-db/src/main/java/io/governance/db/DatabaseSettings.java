package io.governance.db;

import io.governance.settings.Configuration;
import io.governance.settings.ModuleSettings;
import io.governance.settings.Setting;
import io.governance.settings.Unit;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What can be set of this module from outside; code set afterwards wins. */
public final class DatabaseSettings implements ModuleSettings {
    /** From how many repetitions in one call on a pattern is reported. */
    public static final Setting<Long> REPETITIONS = Setting.of(
                    "governance.db.repetitions",
                    Unit.WHOLE,
                    (long) Statements.THRESHOLD,
                    "repetitions of a statement in one call from which on a pattern is reported")
            .where("2 or more", count -> count >= 2 && count <= Integer.MAX_VALUE);

    /** How many frames of the application tell one place from another. */
    public static final Setting<Long> CALL_SITE_FRAMES = Setting.of(
                    "governance.db.call-site-frames",
                    Unit.WHOLE,
                    (long) CallSite.FRAMES,
                    "frames of the application that tell one place from another")
            .where("1 to " + CallSite.MOST_FRAMES, count -> count >= 1 && count <= CallSite.MOST_FRAMES);

    /** Queries that one call may make. */
    public static final Setting<Long> QUERY_BUDGET = Setting.of(
                    "governance.db.query-budget",
                    Unit.WHOLE,
                    (long) QueryBudgets.BUDGET,
                    "queries that one call may make; one with more is a finding")
            .where("0 or more", count -> count >= 0 && count <= Integer.MAX_VALUE);

    /** Whether calls over their budget are logged. */
    public static final Setting<Boolean> LOGS_OVER_BUDGET = Setting.of(
            "governance.db.query-budget-logged",
            Unit.FLAG,
            false,
            "whether a call over its query budget is logged, at most one a minute");

    static final Setting<Pattern> EXEMPT_PATTERN = Setting.optional(
            "governance.db.exemption.*.pattern", Unit.oneOf(Pattern.class), "pattern that is not reported");

    static final Setting<String> EXEMPT_WHERE = Setting.optional(
            "governance.db.exemption.*.where",
            Unit.TEXT,
            "part of the operation, the place or the fingerprint for which it is not reported");

    static final Setting<String> EXEMPT_REASON =
            Setting.optional("governance.db.exemption.*.reason", Unit.TEXT, "why it may stay for now");

    static final Setting<String> EXEMPT_UNTIL = Setting.optional(
                    "governance.db.exemption.*.until", Unit.TEXT, "last day of the exemption, such as 2027-03-31")
            .where("a day such as 2027-03-31", DatabaseSettings::isDay);

    private static boolean isDay(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                REPETITIONS,
                CALL_SITE_FRAMES,
                QUERY_BUDGET,
                LOGS_OVER_BUDGET,
                EXEMPT_PATTERN,
                EXEMPT_WHERE,
                EXEMPT_REASON,
                EXEMPT_UNTIL);
    }

    static void apply(Configuration known, Statements statements) {
        statements
                .threshold(known.get(REPETITIONS).intValue())
                .callSiteFrames(known.get(CALL_SITE_FRAMES).intValue())
                .queryBudget(known.get(QUERY_BUDGET).intValue())
                .logOverBudget(known.get(LOGS_OVER_BUDGET));
        for (String name : known.names(EXEMPT_PATTERN)) {
            statements.exempt(new Exemption(
                    known.find(EXEMPT_PATTERN, name).orElseThrow(),
                    needed(known, EXEMPT_WHERE, name),
                    needed(known, EXEMPT_REASON, name),
                    LocalDate.parse(needed(known, EXEMPT_UNTIL, name))
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()));
        }
    }

    private static String needed(Configuration known, Setting<String> setting, String name) {
        return known.find(setting, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        setting.key(name) + ": found nothing, expected " + setting.expected() + ": an exemption names"
                                + " its pattern, where it holds, its reason and its last day"));
    }
}
