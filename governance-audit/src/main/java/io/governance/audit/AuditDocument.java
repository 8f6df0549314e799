package io.governance.audit;

import io.governance.audit.Document.Section;
import io.governance.judge.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts an audit into words, tables and plots. */
final class AuditDocument {
    private static final int PLOTTED = 12;

    private AuditDocument() {}

    static Document of(AuditContents audit) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(2, "At a glance", glance(audit)));
        sections.add(new Section(2, "Findings", findings(audit)));
        sections.add(new Section(2, "Operations", operations(audit)));
        audit.operations().stream()
                .limit(PLOTTED)
                .forEach(operation -> sections.add(OperationSection.of(operation, audit)));
        sections.add(new Section(2, "Swaps", swaps(audit)));
        audit.swaps().forEach(swap -> sections.add(SwapSection.of(swap, audit)));
        sections.add(new Section(2, "Alerts", stories("Alerts", "No alert in this period.", audit.alerts())));
        sections.add(new Section(2, "Issues", stories("Issues", "No issue in this period.", audit.resolutions())));
        sections.add(new Section(2, "Changes", changes(audit)));
        sections.add(new Section(2, "Trends", trends(audit)));
        sections.add(new Section(2, "What this rests on", sources(audit)));
        String kind =
                audit.kind() == Audit.Kind.ON_DEMAND ? "" : audit.kind().name().toLowerCase(Locale.ROOT) + ", ";
        return new Document("Performance audit: " + kind + Figures.period(audit.from(), audit.to()), sections);
    }

    private static List<Block> glance(AuditContents audit) {
        return List.of(new Block.Tiles(List.of(
                List.of("level", audit.level().name().replace('_', ' ')),
                List.of("operations", Integer.toString(audit.operations().size())),
                List.of("calls", Long.toString(audit.calls())),
                List.of("errors", Long.toString(audit.errors())),
                List.of("findings", Integer.toString(audit.findings().size())),
                List.of("swaps", Integer.toString(audit.swaps().size())),
                List.of(
                        "open alerts",
                        Long.toString(
                                audit.alerts().stream().filter(Story::isOpen).count())),
                List.of("open issues", Long.toString(audit.openIssues())))));
    }

    private static List<Block> findings(AuditContents audit) {
        List<Block> blocks = new ArrayList<>();
        if (audit.examination().isEmpty()) {
            return List.of(new Block.Paragraph("Made from the store alone, without an examination of running code."));
        }
        if (audit.findings().isEmpty()) {
            blocks.add(new Block.Paragraph("Nothing was found."));
        }
        for (Finding finding : audit.findings()) {
            List<String> lines = new ArrayList<>();
            lines.add(finding.kind() + " of " + finding.subject());
            if (finding.place() != null) {
                lines.add("place: " + finding.place());
            }
            if (!finding.evidence().isEmpty()) {
                lines.add("evidence: "
                        + finding.evidence().entrySet().stream()
                                .map(figure -> figure.getKey() + " " + figure.getValue())
                                .collect(Collectors.joining("; ")));
            }
            if (!finding.remedy().isBlank()) {
                lines.add("advice: " + finding.remedy());
            }
            blocks.add(new Block.Notice(finding.level(), finding.summary(), lines));
        }
        List<String> failures = audit.examination().get().failures();
        if (!failures.isEmpty()) {
            blocks.add(new Block.Notice(
                    io.governance.judge.Level.WARNING, "Examiners failed: what they would say is missing", failures));
        }
        return blocks;
    }

    private static List<Block> operations(AuditContents audit) {
        if (audit.operations().isEmpty()) {
            return List.of(new Block.Paragraph("No operation has a sample in this period."));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph("Those that kept their callers waiting longest, all calls added up, come first."
                + " The level is that of the whole period: 95th percentile of response time and queries, error rate."));
        blocks.add(new Block.Rows(OperationFigures.overview(audit.operations(), audit.policy())));
        if (audit.operations().size() > PLOTTED) {
            blocks.add(new Block.Paragraph("The first " + PLOTTED + " of them are plotted below."));
        }
        return blocks;
    }

    private static List<Block> swaps(AuditContents audit) {
        return audit.swaps().isEmpty()
                ? List.of(new Block.Paragraph("No swap was under way in this period."))
                : List.of(new Block.Paragraph(
                        "Where each stands, on which evidence, and everything that happened to it."));
    }

    private static List<Block> stories(String title, String none, List<Story> stories) {
        return List.of(stories.isEmpty() ? new Block.Paragraph(none) : new Block.Rows(Story.table(title, stories)));
    }

    private static List<Block> changes(AuditContents audit) {
        List<Block> blocks = new ArrayList<>(stories("Changes", "No change in this period.", audit.changes()));
        if (!audit.changes().isEmpty()) {
            blocks.add(0, new Block.Paragraph("Before and after, without two sides at the same time: observational."));
        }
        return blocks;
    }

    private static List<Block> trends(AuditContents audit) {
        return List.of(
                audit.trends().isEmpty()
                        ? new Block.Paragraph("No daily values.")
                        : new Block.Rows(Trend.table(audit.trends())));
    }

    private static List<Block> sources(AuditContents audit) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph("Computed from " + audit.samples()
                + " samples of the period, added up to periods"
                + " of " + Figures.duration(audit.width()) + ", and from the ledger. Quantiles are read from buckets"
                + " 2.2 % wide, so each is within 1.1 % of the exact one. All times are UTC."));
        audit.examination()
                .ifPresent(examination -> blocks.add(new Block.Paragraph(
                        "Findings are those of the examination at " + Figures.at(examination.at()) + " UTC.")));
        return blocks;
    }
}
