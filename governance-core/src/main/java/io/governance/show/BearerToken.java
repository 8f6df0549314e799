package io.governance.show;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** A secret that lets its bearer see details. Only its SHA-256 is kept; comparing tells neither content nor length. */
final class BearerToken {
    static final int SHORTEST = 16;
    private static final String SCHEME = "bearer ";

    private final byte[] expected;

    BearerToken(String token) {
        this.expected = sha256(token);
    }

    /** Returns whether the value of an {@code Authorization} field carries the secret. */
    boolean isIn(String authorization) {
        boolean isBearer = authorization.length() > SCHEME.length()
                && authorization
                        .substring(0, SCHEME.length())
                        .toLowerCase(Locale.ROOT)
                        .equals(SCHEME);
        String given = isBearer ? authorization.substring(SCHEME.length()).strip() : "";
        return MessageDigest.isEqual(sha256(given), expected) && isBearer;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
