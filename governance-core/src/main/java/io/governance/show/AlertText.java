package io.governance.show;

/** An alert in one line, for people. */
final class AlertText {
    private AlertText() {}

    static String headline(Alert alert) {
        return oneLine(alert.state() + " " + alert.level() + ": " + alert.summary());
    }

    static String line(Alert alert, String pages) {
        String place =
                alert.finding().place() == null ? "" : " at " + alert.finding().place();
        return oneLine(headline(alert) + place + "; since " + alert.since()
                + (alert.deadline() == null ? "" : ", act by " + alert.deadline()) + "; harms " + alert.harmed()
                + care(alert) + "; stop it: " + alert.command() + "; see " + pages + alert.page());
    }

    private static String care(Alert alert) {
        StringBuilder text = new StringBuilder();
        if (alert.acknowledgement() != null && alert.state() != Alert.State.RESOLVED) {
            text.append("; taken by ")
                    .append(alert.acknowledgement().owner())
                    .append(" until ")
                    .append(alert.acknowledgement().until())
                    .append(": ")
                    .append(alert.acknowledgement().reason());
        }
        if (alert.note() != null) {
            text.append("; note of ")
                    .append(alert.note().who())
                    .append(": ")
                    .append(alert.note().text());
        }
        if (alert.isNoteMissing()) {
            text.append("; note missing: say how with resolve(\"")
                    .append(alert.key())
                    .append("\", who, note)");
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
