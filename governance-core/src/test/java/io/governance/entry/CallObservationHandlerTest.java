package io.governance.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Snapshot;
import io.governance.measure.Time;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against Micrometer's own registry: what Spring MVC, JDBC or a client observe arrives in this way. */
class CallObservationHandlerTest {
    private final List<String> misuses = new ArrayList<>();
    private final Operations operations =
            new Operations(Time.system(), new long[0], 6, (operation, what) -> misuses.add(operation + ": " + what));
    private final Operation inner = operations.add("inner");
    private final ObservationRegistry registry = ObservationRegistry.create();

    @BeforeEach
    void handle() {
        registry.observationConfig()
                .observationHandler(CallObservationHandler.builder(operations).build());
    }

    @Test
    void anObservationIsACallNamedAfterItAndItsKeys() {
        request("GET", "/orders/{id}", "200").observe(() -> {
            assertEquals("http.server.requests", current().operation().name());
            inner.run(() -> current().addQueries(3));
        });
        Snapshot seen = seen("http.server.requests GET /orders/{id}");
        assertEquals(1, seen.calls());
        assertEquals(3, seen.queriesQuantile(1));
        assertTrue(seen.innerNanos() > 0, "the operation inside took its part");
        assertNull(Call.current());
        assertEquals(List.of(), misuses);
    }

    @Test
    void keysThatAreKnownOnlyAtTheEndAreInTheNameToo() {
        Observation observation = Observation.start("http.server.requests", registry);
        observation.lowCardinalityKeyValue("method", "PUT");
        observation.lowCardinalityKeyValue("uri", "/late");
        observation.highCardinalityKeyValue("customer", "4711");
        observation.stop();
        assertEquals(1, seen("http.server.requests PUT /late").calls());
    }

    @Test
    void theApplicationsErrorsAreErrorsAnd404IsNot() {
        assertThrows(
                IllegalStateException.class,
                () -> Observation.createNotStarted("job", registry).observe(() -> {
                    throw new IllegalStateException("broken");
                }));
        assertEquals(1, seen("job").errors());
        assertThrows(
                IllegalStateException.class,
                () -> request("GET", "/a", "404").observe(() -> {
                    throw new IllegalStateException("no such order");
                }));
        request("GET", "/a", "503").observe(() -> {});
        assertEquals(2, seen("http.server.requests GET /a").calls());
        assertEquals(1, seen("http.server.requests GET /a").errors());
    }

    @Test
    void anObservationInsideACallIsPartOfIt() {
        inner.run(() -> {
            Call around = current();
            Observation.createNotStarted("jdbc.query", registry).observe(() -> {
                assertSame(around, current().root());
                current().addQueries(1);
            });
            assertEquals(1, around.queries());
        });
        assertEquals(1, seen("jdbc.query").calls());
    }

    @Test
    void anObservationThatIsStoppedElsewhereFindsItsParent() throws InterruptedException {
        Observation parent = Observation.start("parent", registry);
        Observation child = Observation.createNotStarted("child", registry).parentObservation(parent);
        Thread thread = new Thread(() -> {
            child.start();
            Observation.Scope scope = child.openScope();
            current().addQueries(2);
            scope.close();
            child.stop();
        });
        thread.start();
        thread.join();
        parent.stop();
        assertEquals(2, seen("child").queriesQuantile(1));
        assertEquals(2, seen("parent").queriesQuantile(1));
    }

    @Test
    void observationAndCallTravelTogether() throws Exception {
        ExecutorService plain = Executors.newSingleThreadExecutor();
        ExecutorService executor = ContextExecutorService.wrap(
                plain, ContextSnapshotFactory.builder().build());
        Observation.createNotStarted("request", registry).observeChecked(() -> {
            inner.<Integer, Exception>call(() -> {
                Call here = current();
                executor.submit(() -> {
                            assertNotNull(registry.getCurrentObservation());
                            assertSame(here, current().origin(), "the innermost of the two");
                            current().addQueries(1);
                        })
                        .get();
                return 1;
            });
            return 1;
        });
        assertNull(plain.submit(Call::current).get());
        plain.shutdown();
        assertEquals(1, inner.sinceStart().queriesQuantile(1));
        assertEquals(1, seen("request").queriesQuantile(1));
        assertEquals(List.of(), misuses);
    }

    @Test
    void namesThatAreTooManyShareOne() {
        for (int i = 0; i < 100; i++) {
            request("GET", "/orders/" + i, "200").observe(() -> {});
        }
        assertEquals(7, operations.all().size());
        assertEquals(96, seen(Operations.OTHER).calls());
    }

    @Test
    void moreThanFourKeysAreRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> CallObservationHandler.builder(operations).keys("a", "b", "c", "d", "e"));
        assertTrue(String.valueOf(refused.getMessage()).contains("found 5"), refused::getMessage);
    }

    private Observation request(String method, String uri, String status) {
        return Observation.createNotStarted("http.server.requests", registry)
                .lowCardinalityKeyValue("method", method)
                .lowCardinalityKeyValue("uri", uri)
                .lowCardinalityKeyValue("status", status);
    }

    private Snapshot seen(String name) {
        return operations.find(name).orElseThrow().sinceStart();
    }

    private static Call current() {
        return Objects.requireNonNull(Call.current());
    }
}
