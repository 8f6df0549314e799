package io.governance.examples.orderdesk;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The dashboard as JSON; the clock reading comes last, so that everything before it can be compared as text. */
final class DashboardJson {
    static final String CLOCK = ",\"renderedAt\"";
    private static final JsonFactory FACTORY = new JsonFactory();

    private DashboardJson() {}

    static String write(Dashboard dashboard) {
        StringWriter text = new StringWriter(4_096);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("customer", dashboard.customer());
            json.writeStringProperty("name", dashboard.name());
            json.writeStringProperty("nation", dashboard.nation());
            json.writeNumberProperty("revenue", dashboard.figures().revenue());
            json.writeNumberProperty("discounted", dashboard.figures().discounted());
            json.writeNumberProperty("largestLine", dashboard.figures().largestLine());
            json.writeArrayPropertyStart("orders");
            dashboard.orders().forEach(order -> write(json, order));
            json.writeEndArray();
            json.writeStringProperty("renderedAt", dashboard.renderedAt().toString());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Dashboard.Order order) {
        json.writeStartObject();
        json.writeStringProperty("label", order.label());
        json.writeNumberProperty("number", order.number());
        json.writeStringProperty("date", order.date().toString());
        json.writeNumberProperty("total", order.total());
        json.writeNumberProperty("running", order.running());
        json.writeArrayPropertyStart("lines");
        for (Dashboard.Line line : order.lines()) {
            json.writeStartObject();
            json.writeNumberProperty("number", line.number());
            json.writeStringProperty("part", line.part());
            json.writeNumberProperty("quantity", line.quantity());
            json.writeNumberProperty("revenue", line.revenue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The part of the text that does not depend on when it was written. */
    static String comparable(String json) {
        int clock = json.lastIndexOf(CLOCK);
        return clock < 0 ? json : json.substring(0, clock);
    }
}
