package io.governance.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.judge.DependencyKind;
import io.governance.show.HealthServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The configurations in the document are the files that the experiments run, character by character. */
class LoadBalancersDocumentTest {
    private static final Path DOCUMENT = Path.of("docs", "load-balancers.md");
    private static final Pattern SHOWN = Pattern.compile("<!-- file: (\\S+) -->\\n```\\w*\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyConfigurationIsTheFileThatIsRun() throws IOException {
        Path root = ProjectFiles.root();
        Matcher shown = SHOWN.matcher(Files.readString(root.resolve(DOCUMENT)));
        List<String> files = new ArrayList<>();
        while (shown.find()) {
            files.add(shown.group(1));
            Path file = root.resolve(shown.group(1));
            assertEquals(
                    Files.readString(file),
                    shown.group(2),
                    "copy the file into the block below its name in " + DOCUMENT);
        }
        assertEquals(2, files.size(), files.toString());
    }

    @Test
    void theSnippetRuns() {
        try (Governance governance = Governance.builder().environment(Map.of()).build()) {
            assertTrue(isAnswered(governance, new Object()));
        }
    }

    private static boolean isAnswered(Governance governance, Object database) {
        int port = 0; // any free one
        int agentPort = 0;
        HealthServer server = HealthServer.builder(governance.health(), port)
                .agentPort(agentPort)
                .build();
        governance.health().dependency("orders-db", DependencyKind.SHARED, () -> isValid(database));
        governance.health().markStarted();
        server.close();
        return governance.health().isReady();
    }

    private static boolean isValid(Object database) {
        return !database.equals("down");
    }
}
