package io.governance.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The edge to the file system. */
final class RecordFile {
    private RecordFile() {}

    static RecordText read(Path file) {
        try {
            return RecordText.parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + file + " cannot be read", e);
        }
    }

    /** A reader sees the old text or the new one, never half of it. */
    static void replace(Path file, String text) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file stands in a folder");
        Path fresh = folder.resolve("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(folder);
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
