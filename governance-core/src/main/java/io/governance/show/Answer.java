package io.governance.show;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One HTTP answer as bytes, with and without keeping the connection. */
final class Answer {
    private static final String METHODS = "Allow: GET, HEAD, OPTIONS";
    private static final List<String> NOTHING = List.of();

    static final Answer BAD_REQUEST = refusal(400);
    static final Answer NOT_FOUND = of(404, NOTHING, new byte[0], false);
    static final Answer METHOD_NOT_ALLOWED = of(405, NOTHING, new byte[0], false);
    static final Answer TOO_LARGE = refusal(431);
    static final Answer VERSION_NOT_SUPPORTED = refusal(505);

    private final byte[] keepingHead;
    private final byte[] closingHead;
    private final byte[] body;
    private final boolean isClosing;

    private Answer(byte[] keepingHead, byte[] closingHead, byte[] body, boolean isClosing) {
        this.keepingHead = keepingHead;
        this.closingHead = closingHead;
        this.body = body;
        this.isClosing = isClosing;
    }

    static Answer of(int code, List<String> headers, byte[] body, boolean isClosing) {
        String head = "HTTP/1.1 " + code + " " + phrase(code) + "\r\n"
                + METHODS + "\r\n"
                + "Cache-Control: no-store\r\n"
                + "Content-Length: " + body.length + "\r\n";
        for (String header : headers) {
            head += header + "\r\n";
        }
        return new Answer(
                ascii(head + "Connection: keep-alive\r\n\r\n"),
                ascii(head + "Connection: close\r\n\r\n"),
                body,
                isClosing);
    }

    private static Answer refusal(int code) {
        return of(code, NOTHING, new byte[0], true);
    }

    /** Returns whether the connection must not be used again, whatever the caller asked for. */
    boolean isClosing() {
        return isClosing;
    }

    ByteBuffer head(boolean isLast) {
        return ByteBuffer.wrap(isLast ? closingHead : keepingHead);
    }

    ByteBuffer body() {
        return ByteBuffer.wrap(body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String phrase(int code) {
        return switch (code) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> throw new IllegalArgumentException("no answer has the status " + code);
        };
    }
}
