package io.governance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a setting that is on or off: code wins over the environment, the environment over properties. */
final class OnOff {
    private OnOff() {}

    static boolean read(
            String key,
            @Nullable Boolean inCode,
            Map<String, String> environment,
            Map<String, String> properties,
            List<String> problems) {
        if (inCode != null) {
            return inCode;
        }
        String variable =
                environment.get(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        String value = variable == null ? properties.getOrDefault(key, "false") : variable;
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                problems.add(key + ": found '" + value + "', expected true or false (set in "
                        + (variable == null ? "properties" : "environment") + ")");
                yield false;
            }
        };
    }
}
