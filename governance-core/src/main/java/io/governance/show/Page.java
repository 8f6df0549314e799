package io.governance.show;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers of one moment, ready to be sent: with details for local callers, a bare status for all others. */
final class Page {
    private static final int RETRY_START_SECONDS = 1;
    private static final int RETRY_SECONDS = 30;

    private final Map<Endpoint, Answer> local = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, Answer> remote = new EnumMap<>(Endpoint.class);

    private Page() {}

    static Page render(Condition condition, Instant at) {
        Page page = new Page();
        for (Endpoint endpoint : Endpoint.values()) {
            String status = status(endpoint, condition);
            List<String> headers = headers(endpoint, condition, at);
            int code = status.equals(HealthJson.FAIL) ? 503 : 200;
            page.local.put(
                    endpoint,
                    Answer.of(code, headers, HealthJson.detailed(endpoint, condition, status), condition.isDraining()));
            page.remote.put(endpoint, Answer.of(code, headers, HealthJson.bare(status), condition.isDraining()));
        }
        return page;
    }

    Answer answer(Endpoint endpoint, boolean isLocal) {
        Answer answer = (isLocal ? local : remote).get(endpoint);
        if (answer == null) {
            throw new IllegalStateException("nothing was rendered for " + endpoint);
        }
        return answer;
    }

    private static String status(Endpoint endpoint, Condition condition) {
        if (endpoint.failure(condition) != null) {
            return HealthJson.FAIL;
        }
        return endpoint.isWarning(condition) ? HealthJson.WARN : HealthJson.PASS;
    }

    private static List<String> headers(Endpoint endpoint, Condition condition, Instant at) {
        @Nullable String failure = endpoint.failure(condition);
        List<String> headers = new ArrayList<>();
        headers.add("Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)));
        headers.add("Content-Type: application/health+json");
        if (failure != null) {
            boolean isStarting = failure.equals(condition.whyNotStarted());
            headers.add("Retry-After: " + (isStarting ? RETRY_START_SECONDS : RETRY_SECONDS));
        } else if (endpoint.isDegraded(condition)) {
            headers.add("x-envoy-degraded: true");
        }
        if (failure != null && condition.isDraining()) {
            headers.add("x-envoy-immediate-health-check-fail: true");
        }
        return headers;
    }
}
