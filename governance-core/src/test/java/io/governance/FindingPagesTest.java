package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Policy;
import io.governance.measure.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kind of finding that the sources of any module can make has its page in docs/findings. */
class FindingPagesTest {
    private static final Pattern MADE = Pattern.compile("new Finding\\(\\s*([^,]+?),");
    private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Z0-9_]+)\"");
    private static final Pattern REPETITIONS = Pattern.compile("this == ([A-Z_]+)");
    private static final Pattern NAME = Pattern.compile("(\\w+)(?:\\.[A-Z_]+)?\\.name\\(\\)");
    private static final Pattern CONSTANT = Pattern.compile("(?m)^    ([A-Z][A-Z0-9_]+)[(,;]");
    private static final Pattern TOLD = Pattern.compile("([A-Z_]+)\\(Level\\.(?:INFO|WARNING|CRITICAL)\\)");
    private static final List<String> SECTIONS =
            List.of("## What it means", "## How it is decided", "## What to do", "## Command");

    @Test
    void everyKindHasAPage() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String kind : kinds()) {
            Path page = pages().resolve(kind + ".md");
            String text = Files.exists(page) ? Files.readString(page) : "";
            if (!text.startsWith("# " + kind + "\n") || !SECTIONS.stream().allMatch(text::contains)) {
                missing.add(kind);
            }
        }
        assertEquals(Set.of(), missing, () -> "docs/findings/KIND.md is needed, with the sections " + SECTIONS);
    }

    @Test
    void everyPageIsInTheTableOfContents() throws IOException {
        String contents = Files.readString(pages().resolve("README.md"));
        try (Stream<Path> files = Files.list(pages())) {
            List<String> unlisted = files.map(page -> page.getFileName().toString())
                    .filter(name -> !name.equals("README.md") && !contents.contains("](" + name + ")"))
                    .toList();
            assertEquals(List.of(), unlisted);
        }
    }

    private static Path pages() throws IOException {
        return ProjectRoot.find().resolve("docs/findings");
    }

    private static Set<String> kinds() throws IOException {
        Set<String> kinds = new TreeSet<>();
        int places = 0;
        for (Path source : sources()) {
            String text = Files.readString(source);
            Matcher made = MADE.matcher(text);
            while (made.find()) {
                places++;
                kinds.addAll(kinds(made.group(1), text, source));
            }
        }
        assertTrue(places > 8, places + " places that make findings: the scan looks in the wrong place");
        return kinds;
    }

    /** What the first argument can be. An expression that is not understood fails, so that no kind is overlooked. */
    private static Set<String> kinds(String expression, String text, Path source) throws IOException {
        Matcher literal = LITERAL.matcher(expression);
        if (literal.matches()) {
            return Set.of(literal.group(1));
        }
        if (expression.equals("fact(facts")) {
            return Set.of(); // read back from the ledger
        }
        Matcher constant = NAME.matcher(expression);
        if (constant.matches()) {
            return names(constant.group(1), text);
        }
        if (expression.equals("key.pattern().name()")) {
            return all(REPETITIONS, Files.readString(source.resolveSibling("Pattern.java")));
        }
        if (expression.equals("\"MEMORY_\" + verdict.kind().name()")) {
            return all(TOLD, Files.readString(source.resolveSibling("LeakVerdict.java"))).stream()
                    .map(kind -> "MEMORY_" + kind)
                    .collect(Collectors.toSet());
        }
        Set<String> found = expression.matches("[A-Z][A-Z_]*")
                ? all(Pattern.compile(expression + " = \"([A-Z][A-Z0-9_]+)\""), text)
                : all(Pattern.compile("\\b[a-z]\\w*\\(\\s*\"([A-Z][A-Z0-9_]+)\","), text);
        assertTrue(
                !found.isEmpty() && expression.matches("\\w+"),
                () -> source + " makes a finding whose kind is '" + expression + "': teach this test what it can be");
        return found;
    }

    /** The names of an enum's constants, by the variable that holds one of them. */
    private static Set<String> names(String variable, String text) throws IOException {
        Matcher declared = Pattern.compile("\\b([A-Z]\\w*) " + variable + "\\b").matcher(text);
        String type = declared.find() ? declared.group(1) : variable;
        if (type.equals("Signal")) {
            return Arrays.stream(Signal.values())
                    .filter(FindingPagesTest::hasLines)
                    .map(Signal::name)
                    .collect(Collectors.toSet());
        }
        for (Path source : sources()) {
            if (source.endsWith(type + ".java")) {
                return all(CONSTANT, Files.readString(source));
            }
        }
        throw new AssertionError("no source declares " + type);
    }

    private static boolean hasLines(Signal signal) {
        try {
            return Policy.protocol().threshold(signal).signal() == signal;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ProjectRoot.find())) {
            for (Path module : modules.sorted().toList()) {
                Path main = module.resolve("src/main/java");
                if (module.getFileName().toString().startsWith("governance-") && Files.isDirectory(main)) {
                    try (Stream<Path> files = Files.walk(main)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }
}
