package io.governance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds all modules, for tests that read sources and documents. */
public final class ProjectRoot {
    private ProjectRoot() {}

    /** Walks up to the pom that names the modules. */
    public static Path find() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path pom = folder.resolve("pom.xml");
            if (Files.exists(pom) && Files.readString(pom).contains("<modules>")) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no pom with <modules> is above " + Path.of("").toAbsolutePath());
    }
}
