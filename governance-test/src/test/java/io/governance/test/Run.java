package io.governance.test;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a test class as an IDE would, and keeps how each of its tests ended. */
final class Run implements TestExecutionListener {
    private final Map<String, TestExecutionResult> results = new LinkedHashMap<>();

    static Run of(Class<?> tests) {
        return of(tests, "junit-jupiter");
    }

    static Run of(Class<?> tests, String engine) {
        Run run = new Run();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .filters(EngineFilter.includeEngines(engine))
                                .build(),
                        run);
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getStatus() != Status.SUCCESSFUL) {
            results.put(test.getDisplayName(), result);
        }
    }

    Map<String, Status> ends() {
        Map<String, Status> ends = new LinkedHashMap<>();
        results.forEach((test, result) -> ends.put(test, result.getStatus()));
        return ends;
    }

    String message(String test) {
        TestExecutionResult result = results.get(test);
        return result == null
                ? "no test " + test + " in " + results
                : result.getThrowable().map(Throwable::getMessage).orElse("nothing was thrown");
    }
}
