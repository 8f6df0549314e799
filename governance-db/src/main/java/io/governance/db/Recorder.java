package io.governance.db;

import io.governance.Governance;
import io.governance.measure.Call;
import io.governance.measure.Time;
import org.jspecify.annotations.Nullable;

/** Counts what goes through one data source. A failure in here is counted and never reaches the application. */
final class Recorder {
    private final Governance governance;
    private final Statements statements;
    private final Time time;
    private final KnownTexts texts;
    private final int salt;

    Recorder(Governance governance, Statements statements, Dialect dialect, int salt) {
        this.governance = governance;
        this.statements = statements;
        this.time = governance.time();
        this.salt = salt;
        this.texts = new KnownTexts(sql -> statements.read(sql, dialect));
    }

    KnownText known(String sql) {
        try {
            return sql == null ? KnownText.NONE : texts.of(sql);
        } catch (RuntimeException e) {
            governance.complain("reading the text of a statement failed", e);
            return KnownText.NONE;
        }
    }

    long start() {
        return time.nanos();
    }

    int hash(long value) {
        return (Long.hashCode(value) ^ salt) * 0x9E3779B1 | 1;
    }

    int hash(@Nullable Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return hash(((Number) value).longValue());
        }
        return value == null ? 0 : (value.hashCode() ^ salt) * 0x9E3779B1 | 1;
    }

    /**
     * Counts one round trip.
     *
     * @param rows of a batch; 0 when it was none
     * @param key hash of the first parameter; 0 when there is none
     * @return the time now
     */
    long executed(
            KnownText text, long startNanos, boolean succeeded, int value, int range, int page, int key, int rows) {
        long now = time.nanos();
        count(text, now - startNanos, succeeded, value, range, page, key, rows);
        return now;
    }

    private void count(
            KnownText text, long nanos, boolean succeeded, int value, int range, int page, int key, int rows) {
        try {
            if (text.shape.kind == Fingerprint.Kind.UPKEEP) {
                return;
            }
            Call call = Call.current();
            if (call == null) {
                text.shape.executed(1, succeeded ? 0 : 1, nanos, nanos);
                return;
            }
            call.addQueries(1);
            StatementLog log = call.root().get(StatementLog.SLOT);
            Repetition one = log.add(text, call, statements, value, range, page, key);
            if (one == null) {
                text.shape.executed(1, succeeded ? 0 : 1, nanos, nanos);
            } else {
                one.took(nanos, succeeded, rows);
            }
            if (!succeeded) {
                log.interrupted();
            }
        } catch (RuntimeException | LinkageError e) {
            governance.complain("counting a statement failed", e);
        }
    }

    void rolledBack() {
        Call call = Call.current();
        if (call != null) {
            call.root().get(StatementLog.SLOT).interrupted();
        }
    }

    void firstRowValue(KnownText of, int hash) {
        Call call = Call.current();
        if (call != null && hash != 0) {
            call.root().get(StatementLog.SLOT).firstRowValue(of.shape, hash);
        }
    }
}
