package io.governance.command;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code application/x-www-form-urlencoded}. */
final class Form {
    private Form() {}

    /**
     * Returns the parameters.
     *
     * @throws IllegalArgumentException when one is given twice or is wrongly encoded
     */
    static Map<String, String> read(String form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : form.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty() && equals < 1) {
                throw new IllegalArgumentException("found '" + pair + "', expected name=value");
            }
            if (equals > 0
                    && parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException(
                        "parameter " + decode(pair.substring(0, equals)) + " is given twice");
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
