package io.governance.entry;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Method and servlet mapping: nothing of it is the caller's choice, so that there are few. */
final class RequestName {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

    private RequestName() {}

    static String of(HttpServletRequest request) {
        HttpServletMapping mapping = request.getHttpServletMapping();
        String pattern = mapping == null ? "" : mapping.getPattern();
        String method = request.getMethod();
        return (METHODS.contains(method) ? method : "OTHER") + " " + (pattern.isEmpty() ? "/" : pattern);
    }
}
