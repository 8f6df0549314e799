package io.governance.db;

/** Cuts the text of a statement into words, values and operators, as the dialect does. One pass; never throws. */
final class Lexer {
    private static final String OPERATOR = "+-*/<>=~!%^&|";

    private final String sql;
    private final Dialect dialect;
    private final ShapeBuilder out;
    private final int end;
    private int at;

    Lexer(String sql, Dialect dialect, ShapeBuilder out) {
        this.sql = sql;
        this.dialect = dialect;
        this.out = out;
        this.end = sql.length();
    }

    void run() {
        while (at < end) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (!comment(c) && !text(c) && !number(c) && !parameter(c) && !word(c)) {
                operator(c);
            }
        }
    }

    private char peek(int ahead) {
        return at + ahead < end ? sql.charAt(at + ahead) : '\0';
    }

    private boolean comment(char c) {
        if ((c == '-' && peek(1) == '-' && isDashComment()) || (c == '#' && dialect.isMySql())) {
            int line = sql.indexOf('\n', at);
            at = line < 0 ? end : line + 1;
            return true;
        }
        if (c != '/' || peek(1) != '*') {
            return false;
        }
        int start = at;
        boolean isHint = (peek(2) == '+' && (dialect == Dialect.POSTGRESQL || dialect.isMySql()))
                || (peek(2) == '!' && dialect.isMySql());
        at += 2;
        boolean nests = !dialect.isMySql();
        for (int depth = 1; at < end && depth > 0; ) {
            if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (nests && sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else {
                at++;
            }
        }
        if (isHint) {
            out.hint(sql.substring(start, at).replaceAll("\\s+", " "));
        }
        return true;
    }

    private boolean isDashComment() {
        return !dialect.isMySql() || at + 2 >= end || peek(2) <= ' ';
    }

    private boolean text(char c) {
        int start = at;
        if (c == '\'') {
            quoted('\'', dialect.isMySql());
        } else if (c == '"' && dialect.isDoubleQuoteText()) {
            quoted('"', true);
        } else if (c == '"' || (c == '`' && dialect.isMySql())) {
            quoted(c, false);
            out.quotedName(inside(start + 1, c));
            return true;
        } else if (c == '$' && dialect.hasDollarQuotes() && dollarQuoted()) {
            out.literal(hash(start, at), 0, false);
            return true;
        } else if (!prefixed(c)) {
            return false;
        }
        out.text(contentHash(start));
        return true;
    }

    /** Hash of what stands between the quotes: that of the text, as long as no quote is doubled in it. */
    private int contentHash(int start) {
        int from = start;
        while (from < at && sql.charAt(from) != '\'' && sql.charAt(from) != '"') {
            from++;
        }
        return hash(Math.min(from + 1, at), Math.max(from + 1, at - 1));
    }

    /** E'..', N'..', X'..', B'..', U&amp;'..', and a character set before a text in MySQL. */
    private boolean prefixed(char c) {
        char kind = Character.toUpperCase(c);
        if ((kind == 'E' || kind == 'N' || kind == 'X' || kind == 'B') && peek(1) == '\'') {
            at++;
            quoted('\'', (kind == 'E' && dialect == Dialect.POSTGRESQL) || dialect.isMySql());
            return true;
        }
        if (kind == 'U' && peek(1) == '&' && peek(2) == '\'') {
            at += 2;
            quoted('\'', false);
            return true;
        }
        if (c == '_' && dialect.isMySql()) {
            int after = at + 1;
            while (after < end && isPart(sql.charAt(after))) {
                after++;
            }
            int quote = after;
            while (quote < end && sql.charAt(quote) == ' ') {
                quote++;
            }
            if (quote < end && (sql.charAt(quote) == '\'' || sql.charAt(quote) == '"')) {
                at = quote;
                quoted(sql.charAt(quote), true);
                return true;
            }
        }
        return false;
    }

    private void quoted(char quote, boolean hasBackslash) {
        at++;
        while (at < end) {
            char c = sql.charAt(at++);
            if (c == '\\' && hasBackslash) {
                at++;
            } else if (c == quote) {
                if (at < end && sql.charAt(at) == quote) {
                    at++;
                } else {
                    return;
                }
            }
        }
        at = end;
    }

    private String inside(int from, char quote) {
        int to = at > from && sql.charAt(at - 1) == quote ? at - 1 : at;
        String doubled = String.valueOf(quote) + quote;
        return sql.substring(Math.min(from, to), to).replace(doubled, String.valueOf(quote));
    }

    private boolean dollarQuoted() {
        int tag = at + 1;
        while (tag < end && sql.charAt(tag) != '$' && isPart(sql.charAt(tag))) {
            tag++;
        }
        if (tag >= end || sql.charAt(tag) != '$' || Character.isDigit(peek(1))) {
            return false;
        }
        String mark = sql.substring(at, tag + 1);
        int close = sql.indexOf(mark, tag + 1);
        at = close < 0 ? end : close + mark.length();
        return true;
    }

    private boolean number(char c) {
        if (!isDigit(c) && !(c == '.' && isDigit(peek(1)) && !out.isAfterName())) {
            return false;
        }
        int start = at;
        at++;
        while (at < end) {
            char next = sql.charAt(at);
            boolean isSign = (next == '+' || next == '-')
                    && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
                    && isDigit(peek(1))
                    && peekBack(start) != 'x';
            if (!isSign && next != '.' && !(isPart(next) && next != '$')) {
                break;
            }
            at++;
        }
        long number = integer(start);
        out.number(number, number < 0 ? hash(start, at) : Long.hashCode(number), at - start == 1 && c == '1');
        return true;
    }

    /** The number as it stands there; -1 when it is no integer of up to 18 digits. */
    private long integer(int start) {
        long number = 0;
        for (int i = start; i < at; i++) {
            if (!isDigit(sql.charAt(i)) || i - start == 18) {
                return -1;
            }
            number = 10 * number + sql.charAt(i) - '0';
        }
        return number;
    }

    private char peekBack(int start) {
        return start + 1 < end ? Character.toLowerCase(sql.charAt(start + 1)) : '\0';
    }

    private boolean parameter(char c) {
        if (c == '?') {
            if (dialect == Dialect.POSTGRESQL && out.isAfterOperand()) {
                at++;
                if (at < end && sql.charAt(at) == '?') {
                    at++;
                }
                boolean isLonger = at < end && "|&".indexOf(sql.charAt(at)) >= 0 && peek(1) != sql.charAt(at);
                out.operator(isLonger ? "?" + sql.charAt(at++) : "?");
                return true;
            }
            at++;
            digits();
            out.parameter(true);
            return true;
        }
        boolean isNumbered = c == '$' && isDigit(peek(1));
        boolean isNamed = c == ':' && isStart(peek(1)) && !out.isInBrackets();
        if (!isNumbered && !isNamed) {
            return false;
        }
        at++;
        while (at < end && isPart(sql.charAt(at)) && sql.charAt(at) != '$') {
            at++;
        }
        out.parameter(false);
        return true;
    }

    private void digits() {
        while (at < end && isDigit(sql.charAt(at))) {
            at++;
        }
    }

    private boolean word(char c) {
        if (!isStart(c)) {
            return false;
        }
        int start = at++;
        while (at < end && isPart(sql.charAt(at))) {
            at++;
        }
        out.word(sql.substring(start, at));
        return true;
    }

    private void operator(char c) {
        int start = at++;
        if (c == ':' && at < end && (sql.charAt(at) == ':' || sql.charAt(at) == '=')) {
            at++;
        } else if (isOperator(c)) {
            while (at < end && isOperator(sql.charAt(at)) && !startsComment()) {
                at++;
            }
            shorten(start);
        }
        out.operator(sql.substring(start, at));
    }

    /** PostgreSQL's rule: a sign at the end belongs to what follows, unless an unusual character comes before it. */
    private void shorten(int start) {
        while (at - start > 1 && (sql.charAt(at - 1) == '-' || sql.charAt(at - 1) == '+')) {
            for (int i = start; i < at - 1; i++) {
                if ("~!@#%^&|?".indexOf(sql.charAt(i)) >= 0 && dialect == Dialect.POSTGRESQL) {
                    return;
                }
            }
            at--;
        }
    }

    private boolean startsComment() {
        char c = sql.charAt(at);
        return (c == '-' && peek(1) == '-' && isDashComment()) || (c == '/' && peek(1) == '*');
    }

    private boolean isOperator(char c) {
        return OPERATOR.indexOf(c) >= 0
                || (dialect == Dialect.POSTGRESQL && (c == '@' || c == '#' || c == '`'))
                || (dialect == Dialect.POSTGRESQL && c == '?' && sql.charAt(at - 1) == '@');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isStart(char c) {
        return Character.isLetter(c) || c == '_' || c >= 128;
    }

    private static boolean isPart(char c) {
        return isStart(c) || Character.isDigit(c) || c == '$';
    }

    private int hash(int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + sql.charAt(i);
        }
        return hash;
    }
}
