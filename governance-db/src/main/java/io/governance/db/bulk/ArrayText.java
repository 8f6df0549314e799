package io.governance.db.bulk;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of an array of PostgreSQL (section 8.15.2 of its manual): every element quoted, so none is misread. */
final class ArrayText {
    private ArrayText() {}

    static String of(Collection<?> elements) throws InvalidValueException {
        StringBuilder text = new StringBuilder("{");
        for (Object element : elements) {
            separate(text);
            if (element instanceof Collection<?> nested) {
                text.append(of(nested));
            } else if (element != null && element.getClass().isArray() && !(element instanceof byte[])) {
                text.append(ofArray(element));
            } else {
                appendElement(text, PostgresText.of(element));
            }
        }
        return text.append('}').toString();
    }

    static String ofArray(Object array) throws InvalidValueException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return of(elements);
    }

    /** Makes an array of one column out of rows. */
    static String ofColumn(List<Row> rows, int column) {
        StringBuilder text = new StringBuilder(rows.size() * 16).append('{');
        for (Row row : rows) {
            separate(text);
            appendElement(text, (String) row.cell(column));
        }
        return text.append('}').toString();
    }

    private static void separate(StringBuilder text) {
        if (text.length() > 1) {
            text.append(',');
        }
    }

    private static void appendElement(StringBuilder text, @Nullable String element) {
        if (element == null) {
            text.append("NULL");
            return;
        }
        text.append('"');
        if (element.indexOf('"') < 0 && element.indexOf('\\') < 0) {
            text.append(element);
        } else {
            for (int i = 0; i < element.length(); i++) {
                char c = element.charAt(i);
                if (c == '"' || c == '\\') {
                    text.append('\\');
                }
                text.append(c);
            }
        }
        text.append('"');
    }
}
