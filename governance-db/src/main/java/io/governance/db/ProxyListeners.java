package io.governance.db;

import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.StatementType;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;

/**
 * Lets listeners written for datasource-proxy hear of governed statements; needs that library on the class path. They get
 * text, batch size, time and outcome; parameters and the exception are not kept, so they get none.
 */
public final class ProxyListeners implements StatementListener {
    private final QueryExecutionListener listener;

    private ProxyListeners(QueryExecutionListener listener) {
        this.listener = listener;
    }

    /** Returns a listener that passes on to another one, or to a chain of them. */
    public static StatementListener of(QueryExecutionListener listener) {
        return new ProxyListeners(listener);
    }

    @Override
    public void before(Execution execution) {
        listener.beforeQuery(info(execution), List.of(new QueryInfo(execution.sql())));
    }

    @Override
    public void after(Execution execution, long nanos, boolean succeeded) {
        ExecutionInfo info = info(execution);
        info.setSuccess(succeeded);
        info.setElapsedTime(TimeUnit.NANOSECONDS.toMillis(nanos));
        listener.afterQuery(info, List.of(new QueryInfo(execution.sql())));
    }

    private static ExecutionInfo info(Execution execution) {
        ExecutionInfo info = new ExecutionInfo();
        info.setDataSourceName(execution.source());
        info.setStatement(execution.statement());
        info.setStatementType(
                execution.statement() instanceof PreparedStatement ? StatementType.PREPARED : StatementType.STATEMENT);
        info.setBatch(execution.batchRows() > 0);
        info.setBatchSize(execution.batchRows());
        return info;
    }
}
