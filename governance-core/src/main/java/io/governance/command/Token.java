package io.governance.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** What a caller must know. Compared in constant time over digests, which hides its length too. */
final class Token {
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    Token(String token) {
        this.digest = digest(token);
    }

    boolean isIn(@Nullable String header) {
        return header != null
                && header.startsWith(SCHEME)
                && MessageDigest.isEqual(digest, digest(header.substring(SCHEME.length())));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
