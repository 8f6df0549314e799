package io.governance.db;

import io.governance.Governance;
import io.governance.measure.Call;
import io.governance.measure.Time;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what goes through one data source. A failure in here is counted and never reaches the application. */
final class Recorder {
    /** What an execution came to that is no number of changed rows. */
    static final long FAILED = -2;

    static final long ROWS_UNKNOWN = -1;

    private final Governance governance;
    private final Statements statements;
    private final Time time;
    private final KnownTexts texts;
    private final int salt;
    private final String name;
    private final AtomicInteger connections = new AtomicInteger();

    Recorder(Governance governance, Statements statements, Dialect dialect, int salt, String name) {
        this.governance = governance;
        this.statements = statements;
        this.time = governance.time();
        this.salt = salt;
        this.name = name;
        this.texts = new KnownTexts(sql -> statements.read(sql, dialect, salt));
    }

    KnownText known(@Nullable String sql) {
        try {
            return sql == null ? KnownText.NONE : texts.of(sql);
        } catch (RuntimeException e) {
            governance.complain("reading the text of a statement failed", e);
            return KnownText.NONE;
        }
    }

    /** Returns a number to tell the transactions of one connection from those of others. */
    int connection() {
        return connections.incrementAndGet() * 0x9E3779B1;
    }

    long start() {
        return time.nanos();
    }

    int hash(long value) {
        return Salted.hash(value, salt);
    }

    int hash(@Nullable Object value) {
        return Salted.hash(value, salt);
    }

    /**
     * Counts one round trip.
     *
     * @param outcome rows that it changed, {@link #ROWS_UNKNOWN} or {@link #FAILED}
     * @param batchRows of a batch; 0 when it was none
     * @param page what will be read of a page; {@code null} when the answer is none
     */
    void executed(
            GovernedConnection on,
            KnownText text,
            Values values,
            long startNanos,
            long outcome,
            int batchRows,
            @Nullable PageRows page) {
        long now = time.nanos();
        on.ended(now);
        try {
            long nanos = now - startNanos;
            boolean succeeded = outcome != FAILED;
            if (text.shape.kind == Fingerprint.Kind.UPKEEP) {
                upkeep(on, text);
                return;
            }
            Call call = Call.current();
            if (call != null) {
                call.addQueries(1);
            }
            StatementLog log = log(call, on);
            Repetition one = log == null ? null : log.add(text, call, statements, values, on.transaction());
            if (log == null || one == null) {
                text.shape.executed(1, succeeded ? 0 : 1, nanos, nanos);
            } else {
                one.pageRows(page);
                one.took(nanos, succeeded, batchRows, outcome);
            }
            if (!succeeded && log != null) {
                log.interrupted();
            }
        } catch (RuntimeException | LinkageError e) {
            governance.complain("counting a statement failed", e);
        }
    }

    /** Returns the text to send: with a comment where comments are wanted. */
    String commented(String sql) {
        SqlComment comment = statements.comment();
        if (comment == null || sql == null) {
            return sql;
        }
        try {
            return comment.on(sql);
        } catch (RuntimeException e) {
            governance.complain("adding a comment to a statement failed", e);
            return sql;
        }
    }

    /** Tells the listener, if there is one, that a round trip begins. */
    StatementListener.@Nullable Execution begins(Statement statement, String sql, int batchRows) {
        StatementListener listener = statements.listener();
        if (listener == null) {
            return null;
        }
        StatementListener.Execution execution = new StatementListener.Execution(name, statement, sql, batchRows);
        try {
            listener.before(execution);
        } catch (RuntimeException | LinkageError e) {
            governance.complain("a listener of statements failed", e);
        }
        return execution;
    }

    void ended(StatementListener.@Nullable Execution execution, long startNanos, long outcome) {
        StatementListener listener = statements.listener();
        if (execution == null || listener == null) {
            return;
        }
        try {
            listener.after(execution, time.nanos() - startNanos, outcome != FAILED);
        } catch (RuntimeException | LinkageError e) {
            governance.complain("a listener of statements failed", e);
        }
    }

    private @Nullable StatementLog log(@Nullable Call call, GovernedConnection on) {
        if (call != null) {
            return call.root().get(StatementLog.SLOT);
        }
        return statements.watchesLoans() ? on.loanLog() : null;
    }

    /** A rollback may come as text. */
    private void upkeep(GovernedConnection on, KnownText text) {
        if (text.shape.fingerprint.regionMatches(true, 0, "rollback", 0, "rollback".length())) {
            on.rolledBack();
        }
    }

    void rolledBack(GovernedConnection on, int transaction) {
        StatementLog log = log(Call.current(), on);
        if (log != null) {
            log.rolledBack(transaction);
        }
    }

    /** A value of the first row of an answer: the loop over the rows would start with it. */
    void firstRowValue(GovernedConnection on, KnownText of, int hash) {
        StatementLog log = log(Call.current(), on);
        if (log != null) {
            log.firstRowValue(of.shape, hash);
        }
    }

    StatementLog borrowLog() {
        return statements.spareLogs().take();
    }

    /** The loan of a connection is over, so is the scope of what was executed outside any call. */
    void loanEnded(StatementLog log) {
        try {
            log.loanEnded(name);
            statements.spareLogs().giveBack(log);
        } catch (RuntimeException | LinkageError e) {
            governance.complain("counting the statements of a loan failed", e);
        }
    }
}
