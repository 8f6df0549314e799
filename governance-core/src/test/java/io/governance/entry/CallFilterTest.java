package io.governance.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Snapshot;
import io.governance.measure.Time;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a real Tomcat, over a real connection. */
class CallFilterTest {
    private static final ConcurrentLinkedQueue<String> MISUSES = new ConcurrentLinkedQueue<>();
    private static final Operations OPERATIONS =
            new Operations(Time.system(), new long[0], 50, (operation, what) -> MISUSES.add(operation + ": " + what));
    private static final Operation INNER = OPERATIONS.add("inner");
    private static final Logger QUIET = Logger.getLogger("org.apache");
    private static final List<Logger> QUIET_TOO = new java.util.ArrayList<>(); // held, or their levels are forgotten
    private static final Tomcat TOMCAT = new Tomcat();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What the application does with a request. */
    private interface Work {
        void of(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws LifecycleException {
        QUIET.setLevel(Level.OFF);
        TOMCAT.setBaseDir(folder.toString());
        TOMCAT.setPort(0);
        Context context = TOMCAT.addContext("", folder.toString());
        QUIET_TOO.add(Logger.getLogger(context.getLogName()));
        QUIET_TOO.add(Logger.getLogger(context.getParent().getLogName()));
        QUIET_TOO.forEach(logger -> logger.setLevel(Level.OFF));
        FilterDef filter = new FilterDef();
        filter.setFilterName("calls");
        filter.setFilter(CallFilter.builder(OPERATIONS).build());
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap map = new FilterMap();
        map.setFilterName("calls");
        map.addURLPattern("/*");
        for (DispatcherType type : DispatcherType.values()) {
            map.setDispatcher(type.name());
        }
        context.addFilterMap(map);
        serve(context, "/orders/*", CallFilterTest::orders);
        serve(
                context,
                "/status/*",
                (request, response) -> response.setStatus(
                        Integer.parseInt(request.getPathInfo().substring(1))));
        serve(context, "/broken", (request, response) -> {
            throw new ServletException(new IllegalStateException("broken"));
        });
        serve(
                context,
                "/forward",
                (request, response) -> request.getRequestDispatcher("/orders/1").forward(request, response));
        serve(context, "/writer", (request, response) -> {
            response.setCharacterEncoding("UTF-8");
            response.getWriter().print("Grüße, 😀 und €");
            response.getWriter().write("x".repeat(20_000));
        });
        serve(context, "/async", CallFilterTest::async);
        serve(context, "/dispatch", CallFilterTest::dispatch);
        serve(context, "/failing-async", CallFilterTest::failing);
        TOMCAT.getConnector();
        TOMCAT.start();
    }

    private static void serve(Context context, String pattern, Work work) {
        Wrapper servlet = Tomcat.addServlet(context, pattern, new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws ServletException, IOException {
                work.of(request, response);
            }
        });
        servlet.setAsyncSupported(true);
        context.addServletMapping(pattern, pattern);
    }

    private static void orders(HttpServletRequest request, HttpServletResponse response) throws IOException {
        INNER.run(() -> current().addQueries(2));
        response.getOutputStream().write(new byte[1_000]);
        response.getOutputStream().print("twelve bytes");
        response.getOutputStream().write('!');
    }

    private static void async(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        Call call = Objects.requireNonNull(Call.capture());
        async.start(() -> {
            Call.Scope scope = call.resume();
            try {
                INNER.run(() -> current().addQueries(5));
                response.getOutputStream().write(new byte[300]);
                ((HttpServletResponse) async.getResponse()).setStatus(202);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                scope.close();
                async.complete();
            }
        });
    }

    private static void dispatch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            current().addQueries(1);
            response.getOutputStream().write(new byte[400]);
        } else {
            AsyncContext async = request.startAsync();
            async.start(async::dispatch);
        }
    }

    private static void failing(HttpServletRequest request, HttpServletResponse response) {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            throw new IllegalStateException("broken later");
        }
        AsyncContext async = request.startAsync();
        async.start(async::dispatch);
    }

    @AfterAll
    static void stop() throws LifecycleException {
        TOMCAT.stop();
        TOMCAT.destroy();
        assertEquals(List.of(), List.copyOf(MISUSES));
    }

    @Test
    void aRequestIsACallNamedByMethodAndMappingAndNeverByThePath() throws Exception {
        for (int i = 0; i < 80; i++) {
            assertEquals(200, get("/orders/" + i).statusCode());
        }
        Snapshot seen = seen("GET /orders/*", calls -> calls.calls() >= 80);
        assertEquals(80, seen.calls());
        assertEquals(0, seen.errors());
        assertEquals(2, seen.queriesQuantile(1));
        assertEquals(80, seen.payload().count());
        assertEquals(1_013, seen.payload().quantile(1), 0.011 * 1_013);
        assertTrue(seen.allocation().count() > 0, "what the container's thread allocated for some of them");
    }

    @Test
    void aFailureOfTheServerIsAnErrorAndAMistakeOfTheCallerIsNot() throws Exception {
        for (int status : new int[] {200, 302, 400, 404, 499, 500, 503}) {
            get("/status/" + status);
        }
        Snapshot seen = seen("GET /status/*", calls -> calls.calls() >= 7);
        assertEquals(7, seen.calls());
        assertEquals(2, seen.errors());
    }

    @Test
    void anExceptionReachesTheContainerAndIsAnErrorUnlessTheApplicationSaysOtherwise() throws Exception {
        assertEquals(500, get("/broken").statusCode());
        Operation broken = operation("GET /broken");
        assertEquals(1, seen("GET /broken", calls -> calls.calls() >= 1).errors());
        broken.errorsAre(failure -> !(failure instanceof IllegalStateException));
        get("/broken");
        assertEquals(1, seen("GET /broken", calls -> calls.calls() >= 2).errors());
    }

    @Test
    void aForwardedRequestIsOneCall() throws Exception {
        assertEquals(1_013, get("/forward").body().length());
        Snapshot seen = seen("GET /forward", calls -> calls.calls() >= 1);
        assertEquals(1, seen.calls());
        assertEquals(1_013, seen.payload().quantile(1), 0.011 * 1_013);
    }

    @Test
    void charactersCountAsTheBytesThatTheyBecome() throws Exception {
        int sent = get("/writer").body().getBytes(StandardCharsets.UTF_8).length;
        Snapshot seen = seen("GET /writer", calls -> calls.calls() >= 1);
        Call probe = OPERATIONS.named("probe").begin();
        CountedWriter counted =
                new CountedWriter(new java.io.PrintWriter(java.io.Writer.nullWriter()), probe, StandardCharsets.UTF_8);
        counted.write("Grüße, 😀 und €");
        assertEquals("Grüße, 😀 und €".getBytes(StandardCharsets.UTF_8).length, probe.payloadBytes());
        assertEquals(sent, seen.payload().quantile(1), 0.011 * sent);
    }

    @Test
    void anAsynchronousRequestEndsWhenItsResponseIsComplete() throws Exception {
        assertEquals(202, get("/async").statusCode());
        Snapshot seen = seen("GET /async", calls -> calls.calls() >= 1);
        assertEquals(1, seen.calls());
        assertEquals(5, seen.queriesQuantile(1), "those of the other thread");
        assertEquals(300, seen.payload().quantile(1), 0.011 * 300);
    }

    @Test
    void aRequestThatIsDispatchedAgainIsStillOneCall() throws Exception {
        assertEquals(400, get("/dispatch").body().length());
        Snapshot seen = seen("GET /dispatch", calls -> calls.calls() >= 1);
        assertEquals(1, seen.calls());
        assertEquals(1, seen.queriesQuantile(1));
        assertEquals(400, seen.payload().quantile(1), 0.011 * 400);
    }

    @Test
    void anAsynchronousRequestThatFailsInTheEndIsAnError() throws Exception {
        assertEquals(500, get("/failing-async").statusCode());
        assertEquals(1, seen("GET /failing-async", calls -> calls.calls() >= 1).errors());
    }

    @Test
    void whatTheCallerInventsIsNoNameOfAnOperation() throws Exception {
        CLIENT.send(
                HttpRequest.newBuilder(uri("/orders/1"))
                        .method("BREW", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertEquals(1, seen("OTHER /orders/*", calls -> calls.calls() >= 1).calls());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + TOMCAT.getConnector().getLocalPort() + path);
    }

    private static Operation operation(String name) {
        return OPERATIONS.find(name).orElseThrow();
    }

    /** The client has its answer a little before the container is done with the request. */
    private static Snapshot seen(String name, Predicate<Snapshot> isComplete) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            Snapshot seen = operation(name).sinceStart();
            if (isComplete.test(seen)) {
                return seen;
            }
            Thread.sleep(10);
        }
        return operation(name).sinceStart();
    }

    private static Call current() {
        return Objects.requireNonNull(Call.current());
    }
}
