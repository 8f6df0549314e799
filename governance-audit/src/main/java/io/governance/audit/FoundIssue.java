package io.governance.audit;

import io.governance.judge.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells an issue from what was found. */
final class FoundIssue {
    private FoundIssue() {}

    static String text(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add("- **" + Markdown.escape(finding.kind()) + "** (" + finding.level() + "): "
                    + Markdown.escape(finding.summary()));
            if (finding.place() != null) {
                lines.add("  - place: " + Markdown.escape(finding.place()));
            }
            if (!finding.evidence().isEmpty()) {
                lines.add("  - evidence: "
                        + finding.evidence().entrySet().stream()
                                .map(figure -> Markdown.escape(figure.getKey() + " " + figure.getValue()))
                                .collect(Collectors.joining("; ")));
            }
            if (!finding.remedy().isBlank()) {
                lines.add("  - advice: " + Markdown.escape(finding.remedy()));
            }
        }
        return String.join("\n", lines);
    }
}
