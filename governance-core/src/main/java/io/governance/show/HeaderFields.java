package io.governance.show;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the header fields of one request add up to. */
final class HeaderFields {
    boolean isPersistent;
    boolean isForwarded;
    boolean isBad;
    int hosts;

    @Nullable
    String authorization;

    private int lengths;

    HeaderFields(boolean isPersistent) {
        this.isPersistent = isPersistent;
    }

    void read(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || !isName(line, colon)) {
            isBad = true;
            return;
        }
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "host" -> hosts++;
            case "content-length" -> isBad |= !value.equals("0") || ++lengths > 1;
            case "transfer-encoding" -> isBad = true;
            case "connection" -> isPersistent = isPersistent(value.toLowerCase(Locale.ROOT));
            case "forwarded", "x-forwarded-for", "x-real-ip", "via" -> isForwarded = true;
            case "authorization" -> {
                isBad |= authorization != null;
                authorization = value;
            }
            default -> {}
        }
    }

    /** A name that begins or ends with a space would be a folded line to one reader and a field to another. */
    private static boolean isName(String line, int colon) {
        for (int i = 0; i < colon; i++) {
            if (line.charAt(i) <= ' ' || line.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private boolean isPersistent(String connection) {
        return !connection.contains("close") && (isPersistent || connection.contains("keep-alive"));
    }
}
