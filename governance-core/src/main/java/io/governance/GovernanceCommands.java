package io.governance;

import io.governance.command.Command;
import io.governance.command.Commands;
import io.governance.examine.ExaminationReport;
import io.governance.examine.Examinations;
import io.governance.show.Alert;
import io.governance.show.Alerts;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that every governed application takes. */
final class GovernanceCommands {
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
                "alerts",
                "lists the alerts that are open, the worst first",
                List.of(),
                given -> alerts.open().stream().map(GovernanceCommands::line).collect(Collectors.joining("\n"))));
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
        return alert.level() + " since " + alert.since() + " " + alert.key();
    }
}
