package io.governance.examples;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of this project are, wherever the tests are started from. */
final class ProjectFiles {
    private ProjectFiles() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("governance-bom"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "no folder above " + Path.of("").toAbsolutePath() + " is the project's root");
        }
        return folder;
    }
}
