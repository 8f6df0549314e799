package io.governance.show;

import java.io.ByteArrayOutputStream;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A notification as JSON. */
final class WebhookJson {
    private static final JsonFactory JSON = new JsonFactory();

    private WebhookJson() {}

    /** The id follows from the rest: the same notification has the same one, however often it is sent. */
    static byte[] write(Notification notification) {
        UUID id = UUID.nameUUIDFromBytes(write(notification, ""));
        return write(notification, id.toString());
    }

    private static byte[] write(Notification notification, String id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("id", id);
            json.writeStringProperty("at", notification.at().toString());
            json.writeStringProperty("title", notification.title());
            json.writeBooleanProperty("summary", notification.isSummary());
            json.writeNumberProperty("count", notification.count());
            json.writeNumberProperty("changes", notification.changes());
            json.writeArrayPropertyStart("alerts");
            notification.alerts().forEach(alert -> alert(json, alert, notification.pages()));
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void alert(JsonGenerator json, Alert alert, String pages) {
        json.writeStartObject();
        json.writeStringProperty("key", alert.key());
        json.writeStringProperty("state", alert.state().name());
        json.writeStringProperty("level", alert.level().name());
        json.writeStringProperty("kind", alert.finding().kind());
        json.writeStringProperty("subject", alert.subject());
        json.writeStringProperty("summary", alert.summary());
        json.writeStringProperty("since", alert.since().toString());
        if (alert.deadline() != null) {
            json.writeStringProperty("deadline", alert.deadline().toString());
        }
        if (alert.finding().place() != null) {
            json.writeStringProperty("place", alert.finding().place());
        }
        json.writeStringProperty("harms", alert.harmed());
        json.writeArrayPropertyStart("instances");
        alert.instances().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("command", alert.command());
        json.writeStringProperty("page", pages + alert.page());
        care(json, alert);
        json.writeObjectPropertyStart("evidence");
        alert.finding().evidence().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void care(JsonGenerator json, Alert alert) {
        if (alert.acknowledgement() != null) {
            json.writeObjectPropertyStart("acknowledgement");
            json.writeStringProperty("owner", alert.acknowledgement().owner());
            json.writeStringProperty("until", alert.acknowledgement().until().toString());
            json.writeStringProperty("reason", alert.acknowledgement().reason());
            json.writeEndObject();
        }
        if (alert.note() != null) {
            json.writeObjectPropertyStart("note");
            json.writeStringProperty("who", alert.note().who());
            json.writeStringProperty("text", alert.note().text());
            json.writeEndObject();
        }
        json.writeBooleanProperty("noteMissing", alert.isNoteMissing());
    }
}
