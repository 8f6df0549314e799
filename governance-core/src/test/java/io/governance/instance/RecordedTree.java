package io.governance.instance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Unrolls a file with the contents of kernel files, each below a line {@code == path}, into a folder. */
final class RecordedTree {
    private RecordedTree() {}

    static Path unroll(String name, Path root) throws IOException {
        for (String section : text(name).split("(?m)^== ", -1)) {
            if (!section.isBlank()) {
                int end = section.indexOf('\n');
                Path file = root.resolve(section.substring(0, end));
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, section.substring(end + 1));
            }
        }
        return root;
    }

    private static String text(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(RecordedTree.class.getResourceAsStream("/cgroups/" + name + ".txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
