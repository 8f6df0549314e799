package io.governance.db.advice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a plan asks of each table: columns compared for equality, by range, with another table, and sorted by. */
final class Conditions {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final Pattern COLUMN =
            Pattern.compile("\\(*" + NAME + "\\." + NAME + "\\)*(?:::[\\p{L}\\p{N}_ ]+(?:\\(\\d+\\))?)?\\)*");
    private static final Pattern SORT = Pattern.compile(
            "\\(*" + NAME + "\\." + NAME + "\\)*(?:::text)?" + "(?: COLLATE \\S+)?( DESC)?( NULLS (?:FIRST|LAST))?");
    private static final List<String> OPERATORS = List.of(" = ", " >= ", " <= ", " > ", " < ");

    /** The columns of one table. */
    static final class OfTable {
        final Set<String> equal = new LinkedHashSet<>();
        final Set<String> ranges = new LinkedHashSet<>();
        final Set<String> joins = new LinkedHashSet<>();
        final List<String> sort = new ArrayList<>();
    }

    private record Column(OfTable of, String name) {}

    private final Map<String, String> tables = new LinkedHashMap<>();
    private final Map<String, OfTable> byAlias = new LinkedHashMap<>();

    private Conditions() {}

    static Conditions of(PlanNode plan) {
        Conditions all = new Conditions();
        plan.forEach(node -> {
            if (node.table() != null && node.alias() != null) {
                all.tables.put(node.alias(), node.table());
                all.byAlias.putIfAbsent(node.alias(), new OfTable());
            }
        });
        plan.forEach(node -> {
            node.conditions().forEach(all::read);
            if (!node.sortKeys().isEmpty()) {
                all.sort(node.sortKeys());
            }
        });
        return all;
    }

    /** By the alias in the statement; the table's name is {@link #table}. */
    Map<String, OfTable> byAlias() {
        return byAlias;
    }

    String table(String alias) {
        return tables.getOrDefault(alias, alias);
    }

    private void read(String condition) {
        for (String part : conjunction(condition)) {
            atom(unwrapped(part));
        }
    }

    private void atom(String atom) {
        for (String operator : OPERATORS) {
            int at = outside(atom, operator);
            if (at >= 0) {
                compare(atom.substring(0, at), operator.strip(), atom.substring(at + operator.length()));
                return;
            }
        }
        if (atom.endsWith(" IS NULL")) {
            compare(atom.substring(0, atom.length() - 8), "=", "NULL");
        }
    }

    private void compare(String left, String operator, String right) {
        Column one = column(left);
        Column other = column(right);
        if (one != null && other != null) {
            if (operator.equals("=") && one.of() != other.of()) {
                one.of().joins.add(one.name());
                other.of().joins.add(other.name());
            }
        } else if (one != null || other != null) {
            Column column = one != null ? one : java.util.Objects.requireNonNull(other);
            OfTable of = column.of();
            (operator.equals("=") ? of.equal : of.ranges).add(column.name());
        }
    }

    private @org.jspecify.annotations.Nullable Column column(String text) {
        Matcher matcher = COLUMN.matcher(text.strip());
        OfTable of = matcher.matches() ? byAlias.get(plain(matcher.group(1))) : null;
        return of == null ? null : new Column(of, matcher.group(2));
    }

    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    /** Sort keys count only when all of them are plain columns of one table. */
    private void sort(List<String> keys) {
        List<String> sorted = new ArrayList<>();
        String alias = null;
        boolean hasAscending = false;
        boolean hasDescending = false;
        for (String key : keys) {
            Matcher matcher = SORT.matcher(key);
            if (!matcher.matches() || (alias != null && !alias.equals(plain(matcher.group(1))))) {
                return;
            }
            alias = plain(matcher.group(1));
            String nulls = matcher.group(4) == null ? "" : matcher.group(4);
            boolean isDescending = matcher.group(3) != null;
            hasDescending |= isDescending;
            hasAscending |= !isDescending;
            sorted.add(matcher.group(2) + (isDescending ? " DESC" : "") + nulls);
        }
        OfTable of = alias == null ? null : byAlias.get(alias);
        if (of == null || !of.sort.isEmpty()) {
            return;
        }
        boolean canBeReadBackwards = hasDescending && !hasAscending;
        for (String key : sorted) {
            of.sort.add(canBeReadBackwards && !key.contains(" NULLS") ? key.replace(" DESC", "") : key);
        }
    }

    private static List<String> conjunction(String condition) {
        List<String> parts = new ArrayList<>();
        String rest = unwrapped(condition);
        for (int at = outside(rest, " AND "); at >= 0; at = outside(rest, " AND ")) {
            parts.add(rest.substring(0, at));
            rest = rest.substring(at + 5);
        }
        parts.add(rest);
        return parts;
    }

    /** Place of a text outside quotes and brackets; -1 when there is none. */
    private static int outside(String text, String searched) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0 && text.startsWith(searched, i)) {
                return i;
            }
        }
        return -1;
    }

    private static String unwrapped(String text) {
        String inner = text.strip();
        while (inner.startsWith("(") && closes(inner)) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    /** Whether the first bracket is closed by the last character. */
    private static boolean closes(String text) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i == text.length() - 1;
            }
        }
        return false;
    }
}
