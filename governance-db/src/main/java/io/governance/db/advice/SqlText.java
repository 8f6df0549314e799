package io.governance.db.advice;

import java.util.Locale;
import java.util.Set;

/**
 * The text of a statement, cut as the driver of PostgreSQL cuts it: how many statements it holds, and where its
 * parameters are. One pass; never throws.
 */
final class SqlText {
    private static final Set<String> EXPLAINABLE =
            Set.of("SELECT", "WITH", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE");

    private final String sql;
    private final StringBuilder numbered = new StringBuilder();
    private int parameters;
    private boolean isSingle = true;

    private SqlText(String sql) {
        this.sql = sql;
    }

    static SqlText of(String sql) {
        SqlText text = new SqlText(sql);
        text.scan();
        return text;
    }

    /** The statement with {@code $1}, {@code $2} in place of question marks, without a final semicolon. */
    String numbered() {
        return numbered.toString();
    }

    int parameters() {
        return parameters;
    }

    /**
     * Whether EXPLAIN of this text can do nothing but plan: one statement that reads or writes rows. A second statement
     * behind a semicolon would be executed by the driver, and a definition is none of a planner's business.
     */
    boolean isExplainable() {
        if (!isSingle) {
            return false;
        }
        int start = 0;
        while (start < numbered.length() && "( \t\r\n".indexOf(numbered.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < numbered.length() && Character.isLetter(numbered.charAt(end))) {
            end++;
        }
        return EXPLAINABLE.contains(numbered.substring(start, end).toUpperCase(Locale.ROOT));
    }

    private void scan() {
        int at = 0;
        boolean isEnded = false;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            int end = opaqueEnd(at, c);
            if (end > at) {
                boolean isComment = c == '-' || c == '/';
                isSingle &= !isEnded || isComment;
                numbered.append(isComment ? " " : sql.substring(at, end));
                at = end;
            } else if (c == ';') {
                isEnded = true;
                at++;
            } else {
                isSingle &= !isEnded || Character.isWhitespace(c);
                at += plain(at, c);
            }
        }
    }

    private int plain(int at, char c) {
        if (c != '?') {
            numbered.append(c);
            return 1;
        }
        if (sql.startsWith("??", at)) {
            numbered.append('?');
            return 2;
        }
        numbered.append('$').append(++parameters);
        return 1;
    }

    /** End of a quoted text, name or comment that starts here; the same place when none does. */
    private int opaqueEnd(int at, char c) {
        if (c == '\'' || c == '"') {
            boolean hasEscapes = c == '\'' && at > 0 && "eE".indexOf(sql.charAt(at - 1)) >= 0;
            return quotedEnd(at, c, hasEscapes);
        }
        if (sql.startsWith("--", at)) {
            return orEnd(sql.indexOf('\n', at));
        }
        if (sql.startsWith("/*", at)) {
            return commentEnd(at);
        }
        return c == '$' ? dollarEnd(at) : at;
    }

    private int quotedEnd(int start, char quote, boolean hasEscapes) {
        for (int i = start + 1; i < sql.length(); i++) {
            if (hasEscapes && sql.charAt(i) == '\\') {
                i++;
            } else if (sql.charAt(i) == quote) {
                return i + 1;
            }
        }
        return sql.length();
    }

    private int commentEnd(int start) {
        int depth = 0;
        for (int i = start; i < sql.length(); i++) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    private int dollarEnd(int start) {
        int tag = start + 1;
        while (tag < sql.length() && (Character.isLetterOrDigit(sql.charAt(tag)) || sql.charAt(tag) == '_')) {
            tag++;
        }
        boolean isInName = start > 0 && Character.isLetterOrDigit(sql.charAt(start - 1));
        if (isInName || tag >= sql.length() || sql.charAt(tag) != '$' || Character.isDigit(sql.charAt(start + 1))) {
            return start;
        }
        String close = sql.substring(start, tag + 1);
        int end = sql.indexOf(close, tag + 1);
        return end < 0 ? sql.length() : end + close.length();
    }

    private int orEnd(int place) {
        return place < 0 ? sql.length() : place;
    }
}
