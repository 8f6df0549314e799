package io.governance;

import io.governance.command.Command;
import io.governance.command.Commands;
import io.governance.examine.ExaminationReport;
import io.governance.examine.Examinations;
import io.governance.show.Alert;
import io.governance.show.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands that every governed application takes. */
final class GovernanceCommands {
    private static final int MOST_UNITS = 60;

    private GovernanceCommands() {}

    static void register(Commands commands, Examinations examinations, Alerts alerts) {
        commands.register(new Command(
                "examine",
                "examines everything now and returns the report",
                List.of("who", "why"),
                given -> examinations
                        .onDemand(given.getOrDefault("who", ""), given.getOrDefault("why", ""))
                        .text()));
        commands.register(new Command(
                "examine-closely",
                "watches for some seconds (0.1 to 60) what runs and what stays, by JFR, and returns the report",
                List.of("who", "why", "seconds"),
                given -> closely(examinations, given)));
        commands.register(new Command(
                "report",
                "takes down what a user saw, and examines the time around it; seen is like 2027-01-31T09:30:00Z",
                List.of("who", "seen", "text"),
                given -> examinations
                        .onUserReport(
                                given.getOrDefault("who", ""),
                                instant(given.getOrDefault("seen", "")),
                                given.getOrDefault("text", ""))
                        .text()));
        commands.register(new Command(
                "examinations",
                "lists the reports that are kept, the latest first",
                List.of(),
                given -> examinations.latest().stream()
                        .map(GovernanceCommands::line)
                        .collect(Collectors.joining("\n"))));
        commands.register(new Command(
                "examination",
                "returns a report that is kept, by its number; format is text, json or markdown",
                List.of("number", "format"),
                given ->
                        examination(examinations, given.getOrDefault("number", ""), given.getOrDefault("format", ""))));
        commands.register(new Command(
                "alerts",
                "lists the alerts that are open, the worst first",
                List.of(),
                given -> alerts.open().stream().map(GovernanceCommands::line).collect(Collectors.joining("\n"))));
        commands.register(new Command(
                "acknowledge",
                "takes an alert for some hours (24 at most): it is not overdue meanwhile",
                List.of("alert", "who", "hours", "reason"),
                given -> line(alerts.acknowledge(
                        given.getOrDefault("alert", ""),
                        given.getOrDefault("who", ""),
                        duration("hours", given.getOrDefault("hours", ""), Duration.ofHours(1)),
                        given.getOrDefault("reason", "")))));
        commands.register(new Command(
                "resolve",
                "says how an alert was resolved",
                List.of("alert", "who", "note"),
                given -> line(alerts.resolve(
                        given.getOrDefault("alert", ""),
                        given.getOrDefault("who", ""),
                        given.getOrDefault("note", "")))));
    }

    private static String examination(Examinations examinations, String number, String format) {
        ExaminationReport report = (number.matches("[0-9]{1,18}")
                        ? examinations.report(Long.parseLong(number))
                        : Optional.<ExaminationReport>empty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "number: found '" + number + "', expected one of those that the command examinations lists"));
        return switch (format) {
            case "text" -> report.text();
            case "json" -> report.json();
            case "markdown" -> report.markdown();
            default ->
                throw new IllegalArgumentException("format: found '" + format + "', expected text, json or markdown");
        };
    }

    private static String closely(Examinations examinations, Map<String, String> given) {
        try {
            return examinations
                    .closely(
                            given.getOrDefault("who", ""),
                            given.getOrDefault("why", ""),
                            duration("seconds", given.getOrDefault("seconds", ""), Duration.ofSeconds(1)))
                    .text();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the examination was interrupted", e);
        }
    }

    private static Duration duration(String name, String number, Duration unit) {
        try {
            double units = Double.parseDouble(number);
            if (units > 0 && units <= MOST_UNITS) {
                return Duration.ofMillis(Math.round(units * unit.toMillis()));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                name + ": found '" + number + "', expected a number above 0, at most " + MOST_UNITS);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "seen: found '" + text + "', expected a moment in UTC such as" + " 2027-01-31T09:30:00Z", e);
        }
    }

    private static String line(ExaminationReport report) {
        return report.number() + " " + report.examination().at() + " "
                + report.examination().level() + " " + report.trigger().kind() + ": "
                + report.trigger().why();
    }

    private static String line(Alert alert) {
        return alert.level() + " since " + alert.since() + " " + alert.key() + " " + alert.state();
    }
}
