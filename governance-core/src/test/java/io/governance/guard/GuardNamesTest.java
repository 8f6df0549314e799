package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Finding;
import io.governance.measure.Operation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardNamesTest {
    private final PriceService service = new PriceService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aSecondGuardOfTheSameNameIsRefusedAndBothPlacesAreNamed() {
        Guard<String> first = service.guard("price").build(() -> "first");
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> service.guard("price").build(() -> "second"));
        String message = String.valueOf(refused.getMessage());
        assertTrue(
                message.matches("guard 'dashboard\\.price' was made already at io\\.governance\\.guard\\.GuardNamesTest"
                        + "\\..*\\(GuardNamesTest\\.java:\\d+\\), now again at .*\\(GuardNamesTest\\.java:\\d+\\): keep the"
                        + " first and pass it on; with\\(\\) gives it other code for one call"),
                message);
        assertEquals("first", first.<RuntimeException>call());
    }

    @Test
    void aGuardThatCouldNotBeBuiltDoesNotKeepItsName() {
        Guard.Builder impossible = service.guard("price").openAt(50, 20, ChronoUnit.FOREVER.getDuration());
        assertThrows(RuntimeException.class, () -> impossible.build(() -> "never"));
        assertThrows(
                IllegalArgumentException.class,
                () -> service.guard("price").openAt(50, 20, Duration.ofNanos(1)).build(() -> "never"));
        assertEquals("second", service.guard("price").build(() -> "second").<RuntimeException>call());
    }

    @Test
    void theSameNameOnAnotherOperationIsFine() {
        service.guard("price").build(() -> "a");
        Guard.builder(service.governance.operation("search"), "price").build(() -> "b");
    }

    @Test
    void guardsBeyondTheLimitWorkWithoutMetersAndThatIsAFinding() {
        for (int i = 0; i < 1_003; i++) {
            Guard<String> guard = service.guard("part-" + i).build(service::failing, () -> "fallback");
            assertEquals("fallback", guard.<RuntimeException>call());
        }
        Finding tooMany = service.governance.examine().findings("other").get(0);
        assertEquals("TOO_MANY_GUARDS", tooMany.kind());
        assertEquals(Map.of("notShown", "3", "shown", "1000"), tooMany.evidence());
    }

    @Test
    void operationsThatShareOneTableMayHaveGuardsOfOneName() {
        for (int i = 0; i < 1_010; i++) {
            Operation operation = service.governance.operation("page-" + i);
            Guard<String> guard = Guard.builder(operation, "price").build(() -> "answer");
            assertEquals("answer", guard.<RuntimeException>call());
        }
    }
}
