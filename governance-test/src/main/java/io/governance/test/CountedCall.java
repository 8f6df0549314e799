package io.governance.test;

import io.governance.Governance;
import io.governance.measure.Call;
import io.governance.measure.Operation;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/** Runs a test inside an open call, and says how many queries it made. */
final class CountedCall {
    private static final Namespace OURS = Namespace.create(CountedCall.class);

    private CountedCall() {}

    /** The governance of the outermost test class, which its nested classes share; JUnit closes it after the class. */
    static Governance governance(ExtensionContext context) {
        ExtensionContext outermost = context;
        for (ExtensionContext up = context; up.getTestClass().isPresent(); up = parent(up)) {
            outermost = up;
        }
        return outermost.getStore(OURS).computeIfAbsent(Governance.class, absent -> withoutThreads(), Governance.class);
    }

    /** What the test throws passes through unchanged. */
    static int run(ExtensionContext context, Invocation<?> test) throws Exception {
        return operation(ofTestMethod(context)).call(() -> {
            try {
                test.proceed();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable neither) {
                throw new UndeclaredThrowableException(neither);
            }
            return Objects.requireNonNull(Call.current()).queries();
        });
    }

    /** Returns the context that knows the test method: a dynamic test's own does not. */
    static ExtensionContext ofTestMethod(ExtensionContext context) {
        ExtensionContext up = context;
        while (up.getTestMethod().isEmpty()) {
            up = parent(up);
        }
        return up;
    }

    private static Operation operation(ExtensionContext context) {
        Governance governance = governance(context);
        Method method = context.getRequiredTestMethod();
        String name = context.getRequiredTestClass().getSimpleName() + "." + method.getName();
        synchronized (governance) {
            return governance.findOperation(name).orElseGet(() -> governance.operation(name));
        }
    }

    private static Governance withoutThreads() {
        return Governance.builder().environment(Map.of()).manual().build();
    }

    private static ExtensionContext parent(ExtensionContext context) {
        return context.getParent().orElseThrow();
    }
}
