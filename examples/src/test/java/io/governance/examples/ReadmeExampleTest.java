package io.governance.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.flags.Equality;
import io.governance.flags.Swap;
import io.governance.flags.Target;
import io.governance.measure.Operation;
import io.governance.show.HealthServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example of the README compiles, runs, and is word for word what stands there. */
class ReadmeExampleTest {
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    private record Dashboard(String customer, Instant renderedAt) {}

    private interface Dashboards {
        Dashboard load(long customer);
    }

    @Test
    void theExampleAnswersByTheOldSide() throws Exception {
        Dashboards legacy = customer -> new Dashboard("old " + customer, Instant.now());
        Dashboards optimized = customer -> new Dashboard("new " + customer, Instant.now());
        // example begins
        Governance governance = Governance.builder().service("shop").build();
        Operation dashboard = governance.operation("customer.dashboard");

        Swap<Long, Dashboard> swap = Swap.builder(dashboard, "dashboard-2027")
                .equalBy(Equality.fields().ignoring("renderedAt", "a clock reading"))
                .target(Target.responseTime().fasterByAtLeast(70))
                .build(legacy::load, optimized::load);

        Dashboard answer = swap.call(4711L); // the old side, until a plan is on record and swap.start() is called
        HealthServer health = HealthServer.start(governance.health(), 0);
        governance.health().markStarted(); // from now on /health/ready answers 200
        // example ends
        assertEquals("old 4711", answer.customer());
        assertTrue(governance.health().isReady());
        assertTrue(health.port() > 0);
        health.close();
        swap.close();
        governance.close();
    }

    @Test
    void theReadmeShowsTheCodeOfThisTest() throws IOException {
        String source = Files.readString(
                ProjectFiles.root().resolve("examples/src/test/java/io/governance/examples/ReadmeExampleTest.java"));
        String example = source.substring(
                source.indexOf("// example begins\n") + "// example begins\n".length(),
                source.indexOf("        // example ends"));
        Matcher readme = JAVA.matcher(Files.readString(ProjectFiles.root().resolve("README.md")));
        assertTrue(readme.find(), "the README has no example");
        assertEquals(words(example), words(readme.group(1)));
    }

    private static List<String> words(String code) {
        return List.of(code.strip().split("\\s+", -1));
    }
}
