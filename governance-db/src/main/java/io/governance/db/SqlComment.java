package io.governance.db;

import io.governance.measure.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the text of a statement who asks, as sqlcommenter does: {@code /*operation='customer.dashboard'*}{@code /},
 * so that the database's own views and logs name the operation. Thread-safe; never throws.
 *
 * <p>The operation alone leaves as many texts as there are operations. A trace is another text for each call: databases
 * and drivers that keep plans by text then keep none, so it is for finding something, not for always.
 */
public final class SqlComment {
    private final @Nullable Supplier<@Nullable String> trace;

    private SqlComment(@Nullable Supplier<@Nullable String> trace) {
        this.trace = trace;
    }

    /** Returns comments with the name of the operation. */
    public static SqlComment withOperation() {
        return new SqlComment(null);
    }

    /**
     * Returns comments with the name of the operation and the trace.
     *
     * @param traceparent gives the W3C header of the running trace; {@code null} when there is none
     */
    public static SqlComment withTrace(Supplier<@Nullable String> traceparent) {
        return new SqlComment(traceparent);
    }

    /** A text that has a comment already keeps it alone. */
    String on(String sql) {
        Call call = Call.current();
        String parent = trace == null ? null : trace.get();
        if ((call == null && parent == null) || sql.contains("/*") || sql.contains("--") || sql.isBlank()) {
            return sql;
        }
        String text = sql.stripTrailing();
        boolean isClosed = text.endsWith(";");
        StringBuilder commented =
                new StringBuilder(text).delete(isClosed ? text.length() - 1 : text.length(), text.length());
        commented.append(" /*");
        if (call != null) {
            commented
                    .append("operation='")
                    .append(encoded(call.operation().name()))
                    .append('\'');
        }
        if (parent != null) {
            commented
                    .append(call == null ? "" : ",")
                    .append("traceparent='")
                    .append(encoded(parent))
                    .append('\'');
        }
        return commented.append("*/").append(isClosed ? ";" : "").toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
