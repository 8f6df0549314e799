package io.governance.db.bulk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a bulk write stands: so many rows of the source are done, and perhaps a commit is under way.
 *
 * @param target a check that it belongs to the same table, columns and kind
 * @param rows rows of the source that are done for certain
 * @param pending the transaction that was being committed, or null
 * @param rowsAfter rows that are done when {@code pending} was committed
 */
record BulkToken(String target, long rows, @Nullable CommitTicket pending, long rowsAfter) {
    private static final Pattern FORM = Pattern.compile(
            "bulk1-([0-9a-f]{8})-(\\d{1,18})(?:-(\\d{1,18})-(\\d{1,9})-([0-9A-F]{0,16})-([0-9A-F/]{0,20})-(\\d{1,18}))?");

    static BulkToken done(Target target, long rows) {
        return new BulkToken(check(target), rows, null, rows);
    }

    static BulkToken committing(Target target, long rows, CommitTicket pending, long rowsAfter) {
        return new BulkToken(check(target), rows, pending, rowsAfter);
    }

    static BulkToken parse(String text, Target target) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("token: expected one that a BulkWriter gave, found '" + text + "'");
        }
        if (!form.group(1).equals(check(target))) {
            throw new IllegalArgumentException("token: '" + text + "' belongs to another write than this " + target
                    + " (expected " + check(target) + ", found " + form.group(1) + ")");
        }
        long rows = Long.parseLong(form.group(2));
        if (form.group(3) == null) {
            return done(target, rows);
        }
        CommitTicket pending = new CommitTicket(
                Long.parseLong(form.group(3)), Integer.parseInt(form.group(4)), form.group(5), form.group(6));
        return committing(target, rows, pending, Long.parseLong(form.group(7)));
    }

    private static String check(Target target) {
        return String.format("%08x", (target.toString() + target.keys()).hashCode());
    }

    @Override
    public String toString() {
        String done = "bulk1-" + target + "-" + rows;
        CommitTicket ticket = pending;
        return ticket == null
                ? done
                : done + "-" + ticket.transaction() + "-" + ticket.process() + "-" + ticket.timeline() + "-"
                        + ticket.checkpoint() + "-" + rowsAfter;
    }
}
