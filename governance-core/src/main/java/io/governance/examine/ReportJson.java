package io.governance.examine;

import io.governance.examine.ExaminationReport.AreaLine;
import io.governance.judge.Finding;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a report for programs. */
final class ReportJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ReportJson() {}

    static String write(ExaminationReport report) {
        StringWriter text = new StringWriter(1_024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("number", report.number());
            json.writeStringProperty("service", report.service());
            json.writeStringProperty("node", report.node());
            json.writeStringProperty("at", report.examination().at().toString());
            json.writeNumberProperty(
                    "windowSeconds", report.examination().window().length().toSeconds());
            json.writeStringProperty("level", report.examination().level().name());
            trigger(json, report.trigger());
            json.writeArrayPropertyStart("areas");
            report.lines().forEach(line -> area(json, line));
            json.writeEndArray();
            json.writeArrayPropertyStart("findings");
            report.examination().findings().forEach(finding -> finding(json, finding));
            json.writeEndArray();
            strings(json, "failures", report.examination().failures());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void trigger(JsonGenerator json, Trigger trigger) {
        json.writeObjectPropertyStart("trigger");
        json.writeStringProperty("kind", trigger.kind().name());
        json.writeStringProperty("who", trigger.who());
        json.writeStringProperty("why", trigger.why());
        json.writeStringProperty("about", trigger.about().toString());
        json.writeEndObject();
    }

    private static void area(JsonGenerator json, AreaLine line) {
        json.writeStartObject();
        json.writeStringProperty("number", line.area().number());
        json.writeStringProperty("title", line.area().title());
        json.writeBooleanProperty("examined", line.isExamined());
        strings(json, "figures", line.figures());
        strings(json, "findings", line.findings());
        json.writeEndObject();
    }

    private static void finding(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("kind", finding.kind());
        json.writeStringProperty("subject", finding.subject());
        json.writeStringProperty("level", finding.level().name());
        json.writeStringProperty("summary", finding.summary());
        String place = finding.place();
        if (place != null) {
            json.writeStringProperty("place", place);
        }
        json.writeObjectPropertyStart("evidence");
        finding.evidence().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeStringProperty("remedy", finding.remedy());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
