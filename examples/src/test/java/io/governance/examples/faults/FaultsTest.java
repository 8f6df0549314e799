package io.governance.examples.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two cases of the matrix on a real HAProxy, in short; the others take minutes: {@code ./faults}. */
class FaultsTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void haproxyIsThere() {
        if (Tool.HAPROXY.find().isEmpty()) {
            String missing = "haproxy is missing: " + Tool.HAPROXY.installCommand();
            if (Boolean.parseBoolean(System.getenv("GOVERNANCE_REQUIRE_TOOLS"))) {
                fail(missing);
            }
            abort(missing);
        }
    }

    @Test
    void anInstanceThatStopsLosesNoRequest() {
        assertEquals(0, faults("drain", "1000"), this::report);
        assertTrue(report().contains("\"failedRequests\":0,"), this::report);
        assertTrue(report().contains("\"failedRequestsByAgent\":0,"), this::report);
    }

    @Test
    void aFrozenInstanceIsOutWithinTwoProbes() {
        assertEquals(0, faults("freeze", "3000"), this::report);
        assertTrue(report().contains("\"failedRequests\":0,"), this::report);
    }

    @Test
    void anUnknownCaseIsRefusedWithTheKnownOnes() {
        assertEquals(2, faults("flood", "1000"));
    }

    private int faults(String name, String probeMillis) {
        return Faults.run(
                name,
                "--probe-millis",
                probeMillis,
                "--report",
                folder.resolve("faults.json").toString());
    }

    private String report() {
        try {
            return Files.readString(folder.resolve("faults.json"));
        } catch (IOException e) {
            return "there is no report: " + e;
        }
    }
}
