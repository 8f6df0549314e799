package io.governance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The real promtool: Debian's package prometheus has it. */
final class Promtool {
    private static final String MISSING = "promtool is not on the PATH: apt-get install prometheus (2.42 or newer)";

    private final Path program;

    private Promtool(Path program) {
        this.program = program;
    }

    /** Skips the test where it is missing, or fails it when the environment has GOVERNANCE_REQUIRE_TOOLS=true. */
    static Promtool find() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        boolean isRequired = "true".equals(System.getenv("GOVERNANCE_REQUIRE_TOOLS"))
                || Boolean.getBoolean("governance.require-tools");
        if (found.isEmpty() && !isRequired) {
            abort(MISSING);
        }
        return new Promtool(found.orElseThrow(() -> new AssertionError(MISSING)));
    }

    /** Runs it and returns what it says; fails unless it is content. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        assertTrue(
                exit == 0,
                () -> command + " ended with " + exit + ":\n"
                        + said.lines().limit(60).toList());
        return said;
    }
}
