package io.governance.db.advice;

import java.util.ArrayList;
import java.util.List;

/** Takes the text of a condition apart, minding quotes and brackets. */
final class Brackets {
    private Brackets() {}

    /** The parts between a word such as {@code " AND "}; one part when it does not occur. */
    static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        String rest = unwrapped(text);
        for (int at = outside(rest, separator); at >= 0; at = outside(rest, separator)) {
            parts.add(rest.substring(0, at));
            rest = rest.substring(at + separator.length());
        }
        parts.add(rest);
        return parts;
    }

    /** Place of a text outside quotes and brackets; -1 when there is none. */
    static int outside(String text, String searched) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
                continue;
            }
            if (depth == 0 && text.startsWith(searched, i)) {
                return i;
            }
            quote = c == '\'' || c == '"' ? c : 0;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return -1;
    }

    /** Without the brackets around the whole. */
    static String unwrapped(String text) {
        String inner = text.strip();
        while (inner.startsWith("(") && outside(inner.substring(1), ")") == inner.length() - 2) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    /** The text with everything in single quotes blanked, for finding names in it. */
    static String withoutTexts(String text) {
        StringBuilder blank = new StringBuilder(text);
        boolean isInside = false;
        for (int i = 0; i < blank.length(); i++) {
            if (text.charAt(i) == '\'') {
                isInside = !isInside;
            } else if (isInside) {
                blank.setCharAt(i, ' ');
            }
        }
        return blank.toString();
    }
}
