package io.governance.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that the application sent, with the values of a few executions, for a planner to be asked about. The
 * values stay in memory.
 *
 * @param subject operation that sent it, {@code statements} when it is not known
 * @param place where in the application it was executed once; {@code null} when it is not known
 * @param executions at most three, with different parameters
 */
public record SampledStatement(String subject, @Nullable String place, List<Execution> executions) {
    /**
     * One execution.
     *
     * @param sql with {@code ?} for its parameters
     * @param parameters in their order
     */
    public record Execution(String sql, List<Object> parameters) {}
}
