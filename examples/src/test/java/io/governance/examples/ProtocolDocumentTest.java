package io.governance.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/protocol.md names, for each row of the protocol, classes and tests that exist. */
class ProtocolDocumentTest {
    private static final Pattern ROW = Pattern.compile("\\| (P[0-9]+\\.[0-9]+) \\|(.*)\\|(.*)\\|");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z0-9]+)(?:\\.[a-zA-Z0-9]+)?(?:\\(\\))?`");
    private static final List<String> LENGTHS = List.of(
            "P1:8", "P2:2", "P3:3", "P4:5", "P5:3", "P6:2", "P7:2", "P8:8", "P9:5", "P10:5", "P11:5", "P12:2", "P13:8");

    private final Path root = ProjectFiles.root();

    @Test
    void everyRowOfTheProtocolHasALine() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (String chapter : LENGTHS) {
            String[] parts = chapter.split(":", -1);
            for (int row = 1; row <= Integer.parseInt(parts[1]); row++) {
                expected.add(parts[0] + "." + row);
            }
        }
        Set<String> found = new TreeSet<>();
        rows().forEach(row -> found.add(row.group(1)));
        assertEquals(expected, found);
    }

    @Test
    void everyNamedClassAndTestExists() throws IOException {
        Set<String> classes = classes();
        List<String> missing = new ArrayList<>();
        for (Matcher row : rows()) {
            Matcher name = NAME.matcher(row.group(2) + row.group(3));
            while (name.find()) {
                if (!classes.contains(name.group(1))) {
                    missing.add(row.group(1) + ": " + name.group(1));
                }
            }
        }
        assertTrue(missing.isEmpty(), "docs/protocol.md names what does not exist: " + missing);
    }

    @Test
    void aRowIsProvenByATestOrSaysThatItIsToCome() throws IOException {
        List<String> unproven = rows().stream()
                .filter(row -> !row.group(3).matches(".*`[A-Z][A-Za-z0-9]*Test`.*"))
                .filter(row -> !row.group(3).contains("to come"))
                .map(row -> row.group(1))
                .toList();
        assertTrue(unproven.isEmpty(), "rows without a test that do not say what is to come: " + unproven);
    }

    private List<Matcher> rows() throws IOException {
        return Files.readAllLines(root.resolve("docs/protocol.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    private Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
