package io.governance.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a record that the library writes, between markers that carry a hash of what is between them. */
enum MeasuredPart {
    BEFORE_AFTER("before-after"),
    VERDICT("verdict"),
    TEST_RESULTS("test-results"),
    DEPLOYMENT_LOG("deployment-log"),
    RESOLUTION_HISTORY("resolution-history");

    private static final Pattern BEGIN = Pattern.compile("<!-- measured:begin (\\S+) hash=(\\S*) -->");

    private final String key;

    MeasuredPart(String key) {
        this.key = key;
    }

    static boolean isMarker(String line) {
        return line.contains("<!-- measured:");
    }

    List<String> render(String body) {
        List<String> lines = new ArrayList<>();
        lines.add("<!-- measured:begin " + key + " hash=" + hash(body.strip()) + " -->");
        body.strip().lines().forEach(lines::add);
        lines.add(end());
        return lines;
    }

    private String end() {
        return "<!-- measured:end " + key + " -->";
    }

    /** What stands between two markers. */
    record Body(MeasuredPart part, String text) {}

    /**
     * Reads the part that begins at the next line.
     *
     * @throws IllegalArgumentException naming file and line when it is not what the library wrote
     */
    static Body parse(RecordLines lines) {
        Matcher begin = BEGIN.matcher(lines.next());
        int at = lines.number();
        if (!begin.matches()) {
            throw lines.broken("found a marker of a measured part that the library does not write this way");
        }
        Optional<MeasuredPart> named = Arrays.stream(values())
                .filter(part -> part.key.equals(begin.group(1)))
                .findFirst();
        if (named.isEmpty()) {
            throw lines.broken("there is no measured part '" + begin.group(1) + "'");
        }
        MeasuredPart part = named.get();
        List<String> body = new ArrayList<>();
        while (!lines.isAtEnd() && !lines.peek().equals(part.end())) {
            body.add(lines.next());
        }
        lines.expect(part.end(), "the measured part '" + part.key + "' begins at line " + at + " and never ends");
        String text = String.join("\n", body);
        if (!hash(text).equals(begin.group(2))) {
            throw lines.broken(
                    at,
                    "the measured part '" + part.key + "' was edited by hand: its hash is " + hash(text)
                            + ", the marker says " + begin.group(2)
                            + "; take the text between the markers back to what was committed, or delete the part"
                            + " with its markers, and refresh the record");
        }
        return new Body(part, text);
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
