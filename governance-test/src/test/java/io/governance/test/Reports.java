package io.governance.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares what a rule reports in a package of fixtures with the lines that are marked there. */
final class Reports {
    private static final Pattern PLACE = Pattern.compile("in \\((\\w+\\.java:\\d+)\\)$");
    private static final String FIXTURES = "io.governance.test.fixtures.";

    private Reports() {}

    static JavaClasses fixtures(String name) {
        return new ClassFileImporter().importPackages(FIXTURES + name);
    }

    static List<String> of(ArchRule rule, String fixtures) {
        return rule.evaluate(fixtures(fixtures)).getFailureReport().getDetails();
    }

    /** Every report must name file and line, and every marked line must be reported. */
    static void areExactlyTheMarkedLines(ArchRule rule, String fixtures) {
        SortedSet<String> reported = new TreeSet<>();
        for (String report : of(rule, fixtures)) {
            Matcher place = PLACE.matcher(report);
            reported.add(place.find() ? place.group(1) : "no place in: " + report);
        }
        assertEquals(marked(fixtures), reported);
    }

    private static SortedSet<String> marked(String fixtures) {
        Path folder = Path.of("src/test/java", (FIXTURES + fixtures).replace('.', '/'));
        SortedSet<String> marked = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).endsWith("// reported")) {
                        marked.add(file.getFileName() + ":" + (i + 1));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return marked;
    }
}
