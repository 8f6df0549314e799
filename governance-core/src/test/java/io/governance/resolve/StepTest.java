package io.governance.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepTest {
    @Test
    void theDocumentsShowTheTableAsItIs() throws IOException {
        assertEquals(table(), Files.readString(ProjectRoot.find().resolve("docs/resolution-steps.md")));
    }

    @Test
    void everyStepCanBeReachedAndLeadsToResolved() {
        for (Step from : Step.values()) {
            Set<Step> reached = new HashSet<>();
            reach(from, reached);
            assertEquals(Set.of(Step.values()), reached, () -> "from " + from);
        }
    }

    private static void reach(Step from, Set<Step> reached) {
        for (Step next : Step.values()) {
            if (from.permits(next) && reached.add(next)) {
                reach(next, reached);
            }
        }
    }

    @Test
    void onwardLeadsFromFoundToResolvedWithoutARollback() {
        List<Step> way = Stream.iterate(
                        Optional.of(Step.FOUND), Optional::isPresent, step -> step.flatMap(Step::onward))
                .map(Optional::orElseThrow)
                .toList();
        assertEquals(
                List.of(
                        Step.FOUND,
                        Step.ANALYZED,
                        Step.FIXED,
                        Step.TESTED,
                        Step.DEPLOYED,
                        Step.MONITORED,
                        Step.RESOLVED),
                way);
    }

    @Test
    void noStepFollowsItself() {
        assertTrue(Arrays.stream(Step.values()).noneMatch(step -> step.permits(step)));
    }

    private static String table() {
        String head = Arrays.stream(Step.values()).map(Step::name).collect(Collectors.joining(" | "));
        String rows = Arrays.stream(Step.values()).map(StepTest::row).collect(Collectors.joining());
        return "# The steps in which an issue is resolved\n\n"
                + "Printed from the table of `io.governance.resolve.Step`; `StepTest` compares the two.\n"
                + "A row is the step that an issue is at, a column the step that may come next.\n\n| | " + head
                + " |\n|---"
                + "|:-:".repeat(Step.values().length) + "|\n" + rows;
    }

    private static String row(Step from) {
        return "| **" + from + "** | "
                + Arrays.stream(Step.values())
                        .map(next -> from.permits(next) ? "x" : " ")
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }
}
