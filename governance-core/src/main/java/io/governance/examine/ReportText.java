package io.governance.examine;

import io.governance.examine.ExaminationReport.AreaLine;
import io.governance.judge.Finding;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Puts a report into sentences, plain or as Markdown. */
final class ReportText {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern MARKS = Pattern.compile("([\\\\`*_{}\\[\\]<>#|!~&])");

    private final ExaminationReport report;

    ReportText(ExaminationReport report) {
        this.report = report;
    }

    String text() {
        return write("", "", "  ", ReportText::plain);
    }

    String markdown() {
        return write("# ", "## ", "- ", words -> MARKS.matcher(plain(words)).replaceAll("\\\\$1"));
    }

    private String write(String title, String head, String item, UnaryOperator<String> escaped) {
        StringBuilder out = new StringBuilder(1_024);
        Trigger trigger = report.trigger();
        line(out, title, escaped.apply("Examination " + report.number() + " of " + report.service()));
        out.append('\n');
        line(
                out,
                "",
                escaped.apply(report.examination().at() + ", on " + report.node() + ", over the last "
                        + report.examination().window().length().toMinutes() + " minutes. Worst level: "
                        + AreaLines.words(report.examination().level()) + "."));
        line(out, "", escaped.apply(occasion(trigger)));
        for (AreaLine area : report.lines()) {
            out.append('\n');
            line(
                    out,
                    head,
                    escaped.apply(area.area().number() + " " + area.area().title()));
            area.figures().forEach(figure -> line(out, item, escaped.apply(figure)));
            area.findings().forEach(finding -> line(out, item, escaped.apply(finding)));
        }
        section(out, head, item, escaped, "Further findings", further());
        section(
                out,
                head,
                item,
                escaped,
                "What went wrong while examining",
                report.examination().failures());
        return out.toString();
    }

    private static String occasion(Trigger trigger) {
        return "Made because of "
                + trigger.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", by " + trigger.who() + ": "
                + trigger.why() + " (about " + trigger.about() + ")";
    }

    private List<String> further() {
        return report.examination().findings().stream()
                .filter(finding -> !report.examination().areas().containsKey(finding.key()))
                .map(ReportText::inWords)
                .toList();
    }

    private static String inWords(Finding finding) {
        return AreaLines.words(finding.level()) + ": " + finding.summary() + "; " + finding.remedy();
    }

    private static void section(
            StringBuilder out,
            String head,
            String item,
            UnaryOperator<String> escaped,
            String title,
            List<String> lines) {
        if (!lines.isEmpty()) {
            out.append('\n');
            line(out, head, title);
            lines.forEach(words -> line(out, item, escaped.apply(words)));
        }
    }

    /** A line is a line, whatever a user reported. */
    private static String plain(String words) {
        return CONTROL.matcher(words).replaceAll(" ");
    }

    private static void line(StringBuilder out, String lead, String words) {
        out.append(lead).append(words).append('\n');
    }
}
