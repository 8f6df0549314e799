package io.governance.show;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP request, as far as a probe needs it. What two readers could understand differently (bare line
 * feeds, folded fields, lengths and encodings of bodies) is refused.
 *
 * @param isPersistent whether the caller wants to use the connection again
 * @param isForwarded whether somebody sent it on for another: then a local address says nothing
 * @param authorization value of that field
 * @param refusal the answer when it cannot be understood or must not be sent here
 */
record Request(
        String method,
        String target,
        boolean isPersistent,
        boolean isForwarded,
        @Nullable String authorization,
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
        String head = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n");
        if (end < 0 || !isClean(head)) {
            return refused(Answer.BAD_REQUEST);
        }
        String first = head.substring(0, end);
        int afterMethod = first.indexOf(' ');
        int afterTarget = first.indexOf(' ', afterMethod + 1);
        if (afterMethod <= 0 || afterTarget < 0 || !first.startsWith("HTTP/", afterTarget + 1)) {
            return refused(Answer.BAD_REQUEST);
        }
        String version = first.substring(afterTarget + 1);
        boolean isOneOne = version.equals("HTTP/1.1");
        if (!isOneOne && !version.equals("HTTP/1.0")) {
            return refused(version.indexOf(' ') < 0 ? Answer.VERSION_NOT_SUPPORTED : Answer.BAD_REQUEST);
        }
        HeaderFields fields = new HeaderFields(isOneOne);
        for (int at = end + 2, next; (next = head.indexOf("\r\n", at)) > at; at = next + 2) {
            fields.read(head.substring(at, next));
        }
        if (fields.isBad || (isOneOne && fields.hosts != 1)) {
            return refused(Answer.BAD_REQUEST);
        }
        return new Request(
                first.substring(0, afterMethod),
                first.substring(afterMethod + 1, afterTarget),
                fields.isPersistent,
                fields.isForwarded,
                fields.authorization,
                null);
    }

    /** Returns whether every line ends with CR and LF, and neither these nor other control characters stand elsewhere. */
    private static boolean isClean(String head) {
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            boolean isLineFeed = c == '\n' && i > 0 && head.charAt(i - 1) == '\r';
            boolean isReturn = c == '\r' && i + 1 < head.length() && head.charAt(i + 1) == '\n';
            if (c < ' ' && c != '\t' && !isLineFeed && !isReturn) {
                return false;
            }
        }
        return true;
    }

    private static Request refused(Answer answer) {
        return new Request("", "", false, false, null, answer);
    }

    /** Returns the answer of a page; the terms and the address of the caller decide whether it gets details. */
    Answer answer(Page page, Terms terms, boolean isLoopback) {
        if (refusal != null) {
            return refusal;
        }
        boolean isServerWide = target.equals("*") && method.equals("OPTIONS");
        @Nullable Endpoint endpoint = isServerWide ? Endpoint.READY : terms.endpoint(path());
        if (endpoint == null) {
            return Answer.NOT_FOUND;
        }
        if (!isHead() && !method.equals("GET") && !method.equals("OPTIONS")) {
            return Answer.METHOD_NOT_ALLOWED;
        }
        return page.answer(endpoint, terms.allowDetails(this, isLoopback), terms.isGoneWhileDraining());
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    private String path() {
        String path = target;
        int scheme = path.toLowerCase(Locale.ROOT).startsWith("http://") ? "http://".length() : 0;
        if (scheme > 0) {
            int slash = path.indexOf('/', scheme);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
