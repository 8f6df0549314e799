package io.governance.remember;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Chains the entries of a stream, so that a changed, removed or inserted one shows, but for those removed at its end. */
public final class EntryHash {
    private EntryHash() {}

    /** Returns the complete entry that follows another, with its hash; the time is cut to microseconds. */
    public static Ledger.Entry entry(
            String stream,
            long version,
            Instant at,
            String node,
            String type,
            Map<String, String> facts,
            String previousHash) {
        Instant stored = at.truncatedTo(ChronoUnit.MICROS);
        Map<String, String> sorted = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
        MessageDigest digest = sha256();
        for (String part : List.of(stream, Long.toString(version), stored.toString(), node, type, previousHash)) {
            update(digest, part);
        }
        sorted.forEach((name, value) -> {
            update(digest, name);
            update(digest, value);
        });
        String hash = HexFormat.of().formatHex(digest.digest());
        return new Ledger.Entry(stream, version, stored, node, type, sorted, previousHash, hash);
    }

    /** Returns the first entry whose hash or place does not fit, if there is one. */
    public static Optional<Ledger.Entry> firstBroken(List<Ledger.Entry> wholeStream) {
        String previous = "";
        long version = 0;
        for (Ledger.Entry entry : wholeStream) {
            Ledger.Entry expected =
                    entry(entry.stream(), ++version, entry.at(), entry.node(), entry.type(), entry.facts(), previous);
            if (!expected.equals(entry)) {
                return Optional.of(entry);
            }
            previous = entry.hash();
        }
        return Optional.empty();
    }

    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
