package io.governance.db.advice;

import io.governance.db.SampledStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement that advice is asked for.
 *
 * @param text with {@code ?} for its parameters
 * @param executions up to three; none when only a plan for any parameters is to be had
 */
record Question(String subject, @Nullable String place, String text, List<SampledStatement.Execution> executions) {
    private static final int EXECUTIONS = 3;

    /** Whether the constants in the text are the statement's own: others in each execution are values. */
    boolean hasLastingConstants() {
        List<String> texts = executions.stream()
                .map(SampledStatement.Execution::sql)
                .distinct()
                .toList();
        return texts.size() <= 1 || !texts.contains(text);
    }

    Question {
        executions = executions.stream().limit(EXECUTIONS).toList();
    }
}
