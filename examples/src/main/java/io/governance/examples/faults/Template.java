package io.governance.examples.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration file among the resources, with placeholders such as {@code {{a.health}}}. */
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z.]+)}}");

    private Template() {}

    /**
     * Writes the file with its placeholders filled.
     *
     * @throws IllegalArgumentException when a placeholder has no value
     */
    static Path fill(String resource, Map<String, String> values, Path folder) throws IOException {
        String text;
        try (InputStream in = Template.class.getResourceAsStream("/faults/" + resource)) {
            if (in == null) {
                throw new IOException("the class path has no faults/" + resource);
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        TreeSet<String> missing = new TreeSet<>();
        String filled = PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                missing.add(found.group(1));
            }
            return Matcher.quoteReplacement(String.valueOf(value));
        });
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(resource + " asks for " + missing + ", there is " + values.keySet());
        }
        return Files.writeString(folder.resolve(resource), filled);
    }
}
