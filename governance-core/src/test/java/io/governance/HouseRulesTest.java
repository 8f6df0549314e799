package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler does not check in the sources of all modules that are published. */
class HouseRulesTest {
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public (?:(?:abstract|final|sealed|non-sealed|strictfp) )*(?:class|interface|enum|record|@interface) (\\w+)",
            Pattern.MULTILINE);
    private static final Pattern DOCUMENTED =
            Pattern.compile("/\\*\\*(?:(?!\\*/).)*\\*/\\s*(?:@[^\\n]*\\n\\s*)*$", Pattern.DOTALL);

    private record Source(Path file, String text) {
        static Source read(Path file) {
            try {
                return new Source(file, Files.readString(file).replace("\r\n", "\n"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        boolean isPackageInfo() {
            return file.endsWith("package-info.java");
        }
    }

    @Test
    void everyPublicTypeSaysWhatItIsFor() throws IOException {
        List<String> silent = new ArrayList<>();
        int types = 0;
        for (Source source : sources()) {
            Matcher type = PUBLIC_TYPE.matcher(source.text);
            while (type.find()) {
                types++;
                if (!DOCUMENTED.matcher(source.text.substring(0, type.start())).find()) {
                    silent.add(source.file + ": " + type.group(1));
                }
            }
        }
        assertEquals(List.of(), silent);
        assertTrue(types > 30, types + " public types found: the scan looks in the wrong place");
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIsFor() throws IOException {
        List<Source> sources = sources();
        Set<Path> packages =
                sources.stream().map(source -> source.file.getParent()).collect(Collectors.toSet());
        Set<Path> described = sources.stream()
                .filter(Source::isPackageInfo)
                .filter(info -> info.text.contains("\n@NullMarked\n") && info.text.startsWith("/**"))
                .map(info -> info.file.getParent())
                .collect(Collectors.toSet());
        assertEquals(packages, described);
    }

    private static List<Source> sources() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Path module : modules()) {
            Path main = module.resolve("src/main/java");
            if (Files.isDirectory(main)) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .map(Source::read)
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ProjectRoot.find())) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> folder.getFileName().toString().startsWith("governance-"))
                    .sorted()
                    .toList();
        }
    }
}
