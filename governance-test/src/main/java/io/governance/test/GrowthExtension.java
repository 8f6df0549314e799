package io.governance.test;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes of a growth test one run for each number of rows. */
final class GrowthExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), GrowthTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        int[] rows = AnnotationSupport.findAnnotation(method, GrowthTest.class)
                .orElseThrow()
                .rows();
        check(method, rows);
        SortedMap<Integer, Integer> queriesByRows = new TreeMap<>();
        return Arrays.stream(rows)
                .mapToObj(each -> new Run(new GrowthRun(each, rows.length, last(rows), queriesByRows)));
    }

    private record Run(GrowthRun run) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return Growth.rows(run.rows());
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(run);
        }
    }

    private static int last(int[] rows) {
        return rows[rows.length - 1];
    }

    private static void check(Method method, int[] rows) {
        boolean ascending = rows.length >= 2 && rows[0] >= 1;
        for (int i = 1; i < rows.length; i++) {
            ascending &= rows[i] > rows[i - 1];
        }
        if (!ascending) {
            throw new IllegalArgumentException("@GrowthTest of " + method + ": found rows = " + Arrays.toString(rows)
                    + ", expected at least two numbers, each larger than the one before and the first at least 1, such"
                    + " as {3, 15, 75}");
        }
        long counts = Arrays.stream(method.getParameterTypes())
                .filter(type -> type == int.class)
                .count();
        if (counts != 1) {
            throw new IllegalArgumentException("@GrowthTest of " + method + ": found " + counts
                    + " parameters of type int, expected exactly one: the number of rows to set up");
        }
    }
}
