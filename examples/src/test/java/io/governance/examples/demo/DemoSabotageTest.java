package io.governance.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo notices when a mechanism is switched off, and passes the same steps when it is not. */
class DemoSabotageTest {
    /** With this one the first wrong answer comes early: a test of the demo, not of chance. */
    private static final String SEED = "16";

    @TempDir
    private Path folder;

    @Test
    void theStepsPassWhenNothingIsSwitchedOff() throws IOException {
        assertEquals(0, demo("examine,badCandidates", "none", "wrongInOneOf500,threeTimesSlower"));
        assertTrue(report().contains("\"name\":\"badCandidates\",\"passed\":true"), report());
    }

    @Test
    void withoutTheIndexTheExaminationFails() throws IOException {
        assertNotEquals(0, demo("examine", "index", ""));
        assertTrue(report().contains("\"name\":\"examine\",\"passed\":false"), report());
    }

    @Test
    void withoutTheComparisonAWrongCandidateIsNotCaughtInTime() throws IOException {
        assertNotEquals(0, demo("badCandidates", "equality", "wrongInOneOf500"));
        assertTrue(report().contains("\"name\":\"badCandidates\",\"passed\":false"), report());
    }

    @Test
    void withoutRollbackABadCandidateStays() throws IOException {
        assertNotEquals(0, demo("badCandidates", "rollback", "threeTimesSlower"));
        assertTrue(report().contains("\"rolledBack\":false"), report());
    }

    @Test
    void anInstanceThatIsNotReadyIsNoticed() throws IOException {
        assertNotEquals(0, demo("plan", "health", ""));
        assertTrue(report().contains("\"name\":\"plan\",\"passed\":false"), report());
    }

    private int demo(String steps, String sabotage, String candidates) {
        List<String> arguments = new ArrayList<>(List.of("--steps", steps, "--rate", "80", "--period", "4"));
        arguments.addAll(List.of("--compared", "600", "--sabotage", sabotage, "--folder", folder.toString()));
        arguments.addAll(List.of("--seed", SEED));
        if (!candidates.isEmpty()) {
            arguments.addAll(List.of("--candidates", candidates));
        }
        return Demo.run(arguments.toArray(String[]::new));
    }

    private String report() throws IOException {
        return Files.readString(folder.resolve("report.json"));
    }
}
