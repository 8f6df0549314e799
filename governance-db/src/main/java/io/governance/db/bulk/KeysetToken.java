package io.governance.db.bulk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a keyset reader stands: the sort keys of the last row that was returned. It holds values of the table: treat a
 * token as confidential as they are.
 */
final class KeysetToken {
    private static final String FORM = "keyset1-";
    private static final int CHECK = 8;

    private KeysetToken() {}

    static String format(String query, List<SortKey> keys, @Nullable List<KeyValue> position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (KeyValue value : position == null ? List.<KeyValue>of() : position) {
                byte[] text = value.text() == null ? new byte[0] : value.text().getBytes(StandardCharsets.UTF_8);
                out.writeInt(value.type());
                out.writeInt(value.isNull() ? -1 : text.length);
                out.write(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FORM + check(query, keys) + "-"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Returns null for the beginning. */
    static @Nullable List<KeyValue> parse(String token, String query, List<SortKey> keys) {
        int start = FORM.length() + CHECK + 1;
        if (!token.startsWith(FORM) || token.length() < start) {
            throw invalid(token, "expected one that a KeysetReader gave");
        }
        String check = token.substring(FORM.length(), start - 1);
        if (!check.equals(check(query, keys))) {
            throw invalid(token, "it belongs to another query or another order");
        }
        List<KeyValue> position = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(token.substring(start))))) {
            while (in.available() > 0) {
                int type = in.readInt();
                int length = in.readInt();
                if (length > in.available()) {
                    throw invalid(token, "it is cut off");
                }
                position.add(new KeyValue(
                        type, length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw invalid(token, "it is cut off");
        }
        if (!position.isEmpty() && position.size() != keys.size()) {
            throw invalid(token, "expected " + keys.size() + " values in it, found " + position.size());
        }
        return position.isEmpty() ? null : position;
    }

    private static IllegalArgumentException invalid(String token, String why) {
        return new IllegalArgumentException("token: '" + token + "' cannot be used here: " + why);
    }

    private static String check(String query, List<SortKey> keys) {
        return String.format("%08x", (query + keys).hashCode());
    }
}
