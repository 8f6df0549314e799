package io.governance.audit;

import io.governance.flags.SwapReport;
import io.governance.remember.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the measured parts of a record from the store, and from the judge's report where there is one. */
final class MeasuredParts {
    private final Store store;
    private final FrontMatter front;
    private final @Nullable SwapReport report;
    private final SwapHistory history;

    MeasuredParts(Store store, FrontMatter front, @Nullable SwapReport report) {
        this.store = store;
        this.front = front;
        this.report = report;
        this.history = SwapHistory.read(store.ledger(), front.name(), Instant.MAX);
    }

    /** Returns the parts; those whose source is away from this process keep what they said. */
    Map<MeasuredPart, String> write(Map<MeasuredPart, String> before) {
        Map<MeasuredPart, String> parts = new EnumMap<>(MeasuredPart.class);
        boolean isSwap = front.kind().equals("swap");
        if (isSwap && (report != null || !before.containsKey(MeasuredPart.BEFORE_AFTER))) {
            parts.put(MeasuredPart.BEFORE_AFTER, beforeAfter());
            parts.put(MeasuredPart.VERDICT, verdict());
        } else if (isSwap) {
            copy(before, parts, MeasuredPart.BEFORE_AFTER);
            copy(before, parts, MeasuredPart.VERDICT);
        }
        parts.put(MeasuredPart.TEST_RESULTS, story("Test results", "tests/" + front.name()));
        parts.put(
                MeasuredPart.DEPLOYMENT_LOG,
                isSwap ? log() : story("Change, before and after (observational)", "change/" + front.name()));
        parts.put(MeasuredPart.RESOLUTION_HISTORY, resolutions());
        return parts;
    }

    private static void copy(Map<MeasuredPart, String> from, Map<MeasuredPart, String> to, MeasuredPart part) {
        String text = from.get(part);
        if (text != null) {
            to.put(part, text);
        }
    }

    private String beforeAfter() {
        Markdown text = new Markdown().heading(3, "Before and after");
        if (report != null && report.ranges().isPresent()) {
            text.paragraph(SwapTables.level(report)).table(SwapTables.ranges(report));
        } else {
            text.paragraph("No confidence ranges: the swap has not divided callers yet, or was judged elsewhere.");
        }
        return counted(text, ArmTables.read(store, history).table());
    }

    private static String counted(Markdown text, Table table) {
        return table.isEmpty()
                ? text.paragraph("Nothing was counted by side so far.").toString()
                : text.paragraph("As counted by all nodes while callers were divided; not corrected for the mix of"
                                + " shares over time:")
                        .table(table)
                        .toString();
    }

    private String verdict() {
        Markdown text = new Markdown().heading(3, "Verdict");
        if (report != null && report.verdict().isPresent()) {
            text.paragraph(SwapTables.sentence(report))
                    .table(SwapTables.evidence(
                            SwapTables.statements(report.verdict().get())));
        } else {
            text.paragraph("Stands at " + history.stage() + ", attempt " + history.attempt()
                    + "; the judge has not been asked yet.");
        }
        return text.table(ProtocolTargets.lines(report)).toString();
    }

    private String log() {
        Markdown text = new Markdown().heading(3, "Deployment log");
        Table log = history.log();
        return log.isEmpty()
                ? text.paragraph("The swap has never been started.").toString()
                : text.table(log).toString();
    }

    private String story(String title, String stream) {
        Markdown text = new Markdown().heading(3, title);
        Story story = new Story(front.name(), store.ledger().read(stream, 0));
        return story.entries().isEmpty()
                ? text.paragraph("Nothing is on record.").toString()
                : text.table(Story.table(title, List.of(story))).toString();
    }

    private String resolutions() {
        Markdown text = new Markdown().heading(3, "Resolution history");
        List<Story> ours = new ArrayList<>(Story.all(store.ledger(), "resolution/", Instant.MIN, Instant.MAX));
        ours.removeIf(story -> !story.isAbout(front.name()));
        return ours.isEmpty()
                ? text.paragraph("No issue was ever opened.").toString()
                : text.table(Story.table("Resolution history", ours)).toString();
    }

    /** Returns where the subject of the record stands, as its front matter says it. */
    String status(String before) {
        if (!history.steps().isEmpty()) {
            return history.stage().name();
        }
        return before;
    }
}
