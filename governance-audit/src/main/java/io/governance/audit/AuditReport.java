package io.governance.audit;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.remember.Ledger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an audit found, as Markdown and as one HTML page with plots: both say the same figures.
 *
 * <p>Immutable, thread-safe. Names and texts of the application appear as text, whatever they contain.
 */
public final class AuditReport {
    private final AuditContents contents;
    private final Document document;

    AuditReport(AuditContents contents) {
        this.contents = contents;
        this.document = AuditDocument.of(contents);
    }

    /** Returns which kind of audit it is. */
    public Audit.Kind kind() {
        return contents.kind();
    }

    /** Returns the first moment of its period. */
    public Instant from() {
        return contents.from();
    }

    /** Returns the moment after the last one of its period. */
    public Instant to() {
        return contents.to();
    }

    /** Returns the worst of what was examined and of what was measured in the period. */
    public Level level() {
        return contents.level();
    }

    /** Returns the findings, the most urgent first, among equals by what their operation cost its callers. */
    public List<Finding> findings() {
        return contents.findings();
    }

    /** Returns the report as Markdown. */
    public String markdown() {
        return document.markdown();
    }

    /** Returns the report as one HTML file that needs nothing else, neither script nor network. */
    public String html() {
        return Page.of(document);
    }

    /** Returns the stream of the ledger that this audit is published to, such as {@code audit/daily/2027-03-01}. */
    public String stream() {
        return "audit/" + kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "/"
                + from().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /**
     * Publishes the audit once for the whole fleet: of all nodes that try, the first one wins. Does I/O.
     *
     * @return whether this call published it
     * @throws io.governance.remember.StoreUnavailableException when the store cannot be reached
     */
    public boolean publish(Ledger ledger) {
        String text = markdown();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("from", from().toString());
        facts.put("to", to().toString());
        facts.put("level", level().name());
        facts.put("findings", Integer.toString(findings().size()));
        facts.put("calls", Long.toString(contents.calls()));
        facts.put("errors", Long.toString(contents.errors()));
        facts.put("sha256", MeasuredPart.hash(text));
        facts.put("markdown", text);
        return ledger.append(stream(), 0, "PUBLISHED", facts).isPresent();
    }
}
