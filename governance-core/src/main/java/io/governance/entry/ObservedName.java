package io.governance.entry;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import java.util.List;

/** Reads from an observation what its operation is called, and whether it went well. */
final class ObservedName {
    private static final int MOST_KEYS = 4;
    private static final List<String> STATUS = List.of("status", "http.response.status_code");

    private final List<String> keys;

    private ObservedName(List<String> keys) {
        this.keys = keys;
    }

    static ObservedName usual() {
        return new ObservedName(List.of("method", "uri", "http.request.method", "http.route"));
    }

    static ObservedName of(String... keys) {
        if (keys.length > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "keys: found " + keys.length + ", expected at most " + MOST_KEYS + ", so that operations stay few");
        }
        return new ObservedName(List.of(keys));
    }

    static String bare(Observation.Context context) {
        String name = context.getName();
        return name == null ? "" : name.strip();
    }

    String of(Observation.Context context) {
        StringBuilder name = new StringBuilder(bare(context));
        for (String key : keys) {
            KeyValue value = context.getLowCardinalityKeyValue(key);
            if (value != null && !value.getValue().isBlank()) {
                name.append(' ').append(value.getValue().strip());
            }
        }
        return name.toString();
    }

    /** The HTTP status; zero where there is none. */
    static int status(Observation.Context context) {
        for (String key : STATUS) {
            KeyValue value = context.getLowCardinalityKeyValue(key);
            String status = value == null ? "" : value.getValue();
            if (status.length() == 3 && status.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Integer.parseInt(status);
            }
        }
        return 0;
    }
}
