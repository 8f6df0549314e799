package io.governance.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A secret that lets its bearer see details or give commands (RFC 6750). Only its SHA-256 is kept; comparing tells
 * neither content nor length. Immutable, thread-safe.
 */
public final class BearerToken {
    private static final int SHORTEST = 16;
    private static final String SCHEME = "bearer ";

    private final byte[] expected;

    /**
     * Makes a token.
     *
     * @throws IllegalArgumentException when it is too short to keep anybody out: less than 16 characters
     */
    public BearerToken(String token) {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException("token: found " + token.length() + " characters, expected " + SHORTEST
                    + " or more: it is all that keeps others out");
        }
        this.expected = sha256(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns whether the value of an {@code Authorization} field carries the secret; null when there is no field. */
    public boolean isIn(@Nullable String authorization) {
        String field = authorization == null ? "" : authorization;
        boolean isBearer = field.toLowerCase(Locale.ROOT).startsWith(SCHEME);
        String given = isBearer ? field.substring(SCHEME.length()).strip() : "";
        // servers hand over a header's bytes as characters of Latin-1
        return MessageDigest.isEqual(sha256(given.getBytes(StandardCharsets.ISO_8859_1)), expected) && isBearer;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
