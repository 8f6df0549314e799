package io.governance.show;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP request, as far as a probe needs it.
 *
 * @param isPersistent whether the caller wants to use the connection again
 * @param isForwarded whether somebody sent it on for another: then a local address says nothing
 * @param refusal the answer when it cannot be understood or must not be sent here
 */
record Request(
        String method,
        String target,
        boolean isPersistent,
        boolean isForwarded,
        @Nullable Answer refusal) {

    /** Returns the index after the empty line that ends a head; -1 when it has not come yet. */
    static int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean isBare = i + 1 < to && bytes[i] == '\n' && bytes[i + 1] == '\n';
            boolean isFull = i + 2 < to && bytes[i] == '\n' && bytes[i + 1] == '\r' && bytes[i + 2] == '\n';
            if (isBare || isFull) {
                return i + (isBare ? 2 : 3);
            }
        }
        return -1;
    }

    static Request parse(byte[] bytes, int from, int to) {
        String[] lines = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
        String[] first = lines[0].split(" ", -1);
        if (first.length != 3 || !first[2].startsWith("HTTP/") || first[0].isEmpty()) {
            return refused(Answer.BAD_REQUEST);
        }
        boolean isOneOne = first[2].equals("HTTP/1.1");
        if (!isOneOne && !first[2].equals("HTTP/1.0")) {
            return refused(Answer.VERSION_NOT_SUPPORTED);
        }
        Fields fields = new Fields(isOneOne);
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            fields.read(lines[i]);
        }
        if (fields.isBad || (isOneOne && fields.hosts != 1)) {
            return refused(Answer.BAD_REQUEST);
        }
        return new Request(first[0], first[1], fields.isPersistent, fields.isForwarded, null);
    }

    private static Request refused(Answer answer) {
        return new Request("", "", false, false, answer);
    }

    /** Returns the answer of a page; the address of the caller decides whether it gets details. */
    Answer answer(Page page, boolean isLoopback) {
        if (refusal != null) {
            return refusal;
        }
        boolean isServerWide = target.equals("*") && method.equals("OPTIONS");
        @Nullable Endpoint endpoint = isServerWide ? Endpoint.READY : Endpoint.find(path());
        if (endpoint == null) {
            return Answer.NOT_FOUND;
        }
        if (!isHead() && !method.equals("GET") && !method.equals("OPTIONS")) {
            return Answer.METHOD_NOT_ALLOWED;
        }
        return page.answer(endpoint, isLoopback && !isForwarded);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    private String path() {
        String path = target;
        int scheme = path.startsWith("http://") ? "http://".length() : 0;
        if (scheme > 0) {
            int slash = path.indexOf('/', scheme);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /** What the header fields add up to. */
    private static final class Fields {
        boolean isPersistent;
        boolean isForwarded;
        boolean isBad;
        int hosts;

        Fields(boolean isPersistent) {
            this.isPersistent = isPersistent;
        }

        void read(String line) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ')) {
                isBad = true;
                return;
            }
            String value = line.substring(colon + 1).strip();
            switch (name) {
                case "host" -> hosts++;
                case "content-length" -> isBad |= !value.equals("0");
                case "transfer-encoding" -> isBad = true;
                case "connection" -> isPersistent = isPersistent(value.toLowerCase(Locale.ROOT));
                case "forwarded", "x-forwarded-for", "via" -> isForwarded = true;
                default -> {}
            }
        }

        private boolean isPersistent(String connection) {
            return !connection.contains("close") && (isPersistent || connection.contains("keep-alive"));
        }
    }
}
