package io.governance.test;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** One run of a growth test: gives the number of rows, counts, and compares if it is the last. */
record GrowthRun(int rows, int runs, int lastRows, SortedMap<Integer, Integer> queriesByRows)
        implements ParameterResolver, InvocationInterceptor {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == int.class
                && Optional.of(parameter.getDeclaringExecutable()).equals(context.getTestMethod());
    }

    @Override
    public Integer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return rows;
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        queriesByRows.put(rows, CountedCall.run(context, test));
        if (rows == lastRows) {
            compare(method.getExecutable());
        }
    }

    private void compare(Method method) {
        if (queriesByRows.size() < runs) {
            Assumptions.abort("not compared: of " + runs + " runs only those with " + queriesByRows.keySet()
                    + " rows ended well; run all of them, and look at those that failed");
        }
        new Growth(queriesByRows).complaint().ifPresent(complaint -> {
            throw new AssertionError("queries grow with rows in "
                    + method.getDeclaringClass().getName() + "." + method.getName() + ": " + complaint);
        });
    }
}
