package io.governance.test;

import io.governance.Governance;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Counts the queries of each test and holds them against the nearest budget: the method's, its class's, an outer one's. */
final class GovernedTestExtension implements InvocationInterceptor, ParameterResolver {
    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        withinBudget(test, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        withinBudget(test, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> test, DynamicTestInvocationContext dynamic, ExtensionContext context)
            throws Throwable {
        withinBudget(test, context);
    }

    private static void withinBudget(Invocation<?> test, ExtensionContext context) throws Exception {
        Optional<QueryBudget> budget = nearestBudget(context);
        if (budget.isPresent() && budget.get().value() < 0) {
            throw new IllegalArgumentException("@QueryBudget(" + budget.get().value() + ") of " + name(context)
                    + ": expected the largest number of queries that passes, zero or more");
        }
        int found = CountedCall.run(context, test);
        if (budget.isPresent() && found > budget.get().value()) {
            throw new AssertionError("found " + found + (found == 1 ? " query" : " queries") + ", budget "
                    + budget.get().value() + ", in " + name(context)
                    + ": make fewer (join, or read in one batch what a loop reads one by one), or raise @QueryBudget"
                    + " where the test is worth it");
        }
    }

    private static Optional<QueryBudget> nearestBudget(ExtensionContext context) {
        for (Optional<ExtensionContext> up = Optional.of(context);
                up.isPresent();
                up = up.get().getParent()) {
            Optional<QueryBudget> budget =
                    AnnotationSupport.findAnnotation(up.get().getElement(), QueryBudget.class);
            if (budget.isPresent()) {
                return budget;
            }
        }
        return Optional.empty();
    }

    private static String name(ExtensionContext context) {
        ExtensionContext tested = CountedCall.ofTestMethod(context);
        return tested.getRequiredTestClass().getName() + "."
                + tested.getRequiredTestMethod().getName();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Governance.class;
    }

    @Override
    public Governance resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return CountedCall.governance(context);
    }
}
