package io.governance.show;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers of one moment, ready to be sent: with details for callers who may see them, a bare
 * status for all others. */
final class Page {
    private static final long RETRY_START_SECONDS = 1;
    private static final long RETRY_SECONDS = 30;

    private final Map<Endpoint, Answer> local = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, Answer> remote = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, Answer> gone = new EnumMap<>(Endpoint.class);
    private final byte[] agentLine;

    private Page(String agentLine) {
        this.agentLine = (agentLine + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    static Page render(Condition condition, Instant at) {
        Page page = new Page(condition.agentLine());
        for (Endpoint endpoint : Endpoint.values()) {
            String status = status(endpoint, condition);
            List<String> headers = headers(endpoint, condition, at);
            int code = status.equals(HealthJson.FAIL) ? 503 : 200;
            page.local.put(
                    endpoint,
                    Answer.of(code, headers, HealthJson.detailed(endpoint, condition, status), condition.isDraining()));
            page.remote.put(endpoint, Answer.of(code, headers, HealthJson.bare(status), condition.isDraining()));
            boolean isGone = condition.isDraining() && condition.breakage() == null;
            if (isGone && endpoint.isAboutTraffic()) {
                page.gone.put(endpoint, Answer.of(404, headers, HealthJson.bare(status), true));
            }
        }
        return page;
    }

    /** Returns what the agent says, in one line. */
    ByteBuffer agentLine() {
        return ByteBuffer.wrap(agentLine);
    }

    /**
     * Returns an answer.
     *
     * @param hasDetails whether the caller may see more than the status
     * @param isGoneWhileDraining whether the balancer takes a 404 for draining and a 503 for broken
     */
    Answer answer(Endpoint endpoint, boolean hasDetails, boolean isGoneWhileDraining) {
        Answer absent = isGoneWhileDraining ? gone.get(endpoint) : null;
        Answer answer = absent != null ? absent : (hasDetails ? local : remote).get(endpoint);
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
            headers.add("Retry-After: " + retrySeconds(condition, failure));
        } else if (endpoint.isDegraded(condition)) {
            headers.add("x-envoy-degraded: true");
        }
        if (failure != null && condition.isDraining()) {
            headers.add("x-envoy-immediate-health-check-fail: true");
        }
        return headers;
    }

    private static long retrySeconds(Condition condition, String failure) {
        if (failure.equals(condition.whyNotStarted())) {
            return RETRY_START_SECONDS;
        }
        boolean isOut = condition.breakage() == null && !condition.isDraining() && !condition.isSilent();
        return isOut ? condition.rotation().holdSeconds() : RETRY_SECONDS;
    }
}
