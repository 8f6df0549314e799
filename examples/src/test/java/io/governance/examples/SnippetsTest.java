package io.governance.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The snippets of the documents are code of this project, word for word. */
class SnippetsTest {
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- from: (\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everySnippetStandsInTheFileItNames() throws IOException {
        Path root = ProjectFiles.root();
        List<Path> pages;
        try (Stream<Path> files = Files.list(root.resolve("docs"))) {
            pages = files.filter(file -> file.toString().endsWith(".md")).toList();
        }
        int found = 0;
        for (Path page : pages) {
            found += snippets(root, page);
        }
        assertTrue(found > 10, "found " + found);
    }

    private static int snippets(Path root, Path page) throws IOException {
        String document = Files.readString(page);
        Matcher snippet = SNIPPET.matcher(document);
        int found = 0;
        while (snippet.find()) {
            found++;
            String source = Files.readString(root.resolve(snippet.group(1)));
            assertTrue(
                    words(source).contains(words(snippet.group(2))),
                    page + ": " + snippet.group(1) + " does not contain:\n" + snippet.group(2));
        }
        int blocks = document.split("```java", -1).length - 1;
        assertTrue(found == blocks, found + " of " + blocks + " snippets of " + page + " name the file they come from");
        return found;
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }
}
