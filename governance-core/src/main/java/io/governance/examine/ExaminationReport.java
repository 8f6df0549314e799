package io.governance.examine;

import io.governance.judge.Area;
import io.governance.judge.Examination;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An examination in words: for people as text or Markdown, for programs as JSON. Immutable, thread-safe; the same
 * examination always gives the same words.
 *
 * @param number 1 for the first one of this instance
 * @param service the application
 * @param node the instance
 * @param trigger why it was made
 * @param examination what was found
 * @param lines one for each of P1.1 to P1.7: the figures, or why there are none
 */
public record ExaminationReport(
        long number, String service, String node, Trigger trigger, Examination examination, List<AreaLine> lines) {

    /** Makes a report; the lines are copied. */
    public ExaminationReport {
        lines = List.copyOf(lines);
    }

    static ExaminationReport of(
            long number,
            String service,
            String node,
            Trigger trigger,
            Examination examination,
            @Nullable CloserLook look) {
        return new ExaminationReport(number, service, node, trigger, examination, AreaLines.of(examination, look));
    }

    /** Returns it as plain text. */
    public String text() {
        return new ReportText(this).text();
    }

    /** Returns it as Markdown; nothing that was measured or reported can change its structure. */
    public String markdown() {
        return new ReportText(this).markdown();
    }

    /** Returns it as one JSON object. */
    public String json() {
        return ReportJson.write(this);
    }

    /**
     * What an examination says of one area.
     *
     * @param area which row of the protocol
     * @param isExamined whether anything looked at it
     * @param figures what was measured, in words; when nothing was, why not
     * @param findings what was found, the worst first
     */
    public record AreaLine(Area area, boolean isExamined, List<String> figures, List<String> findings) {}
}
