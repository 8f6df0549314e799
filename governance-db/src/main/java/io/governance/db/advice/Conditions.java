package io.governance.db.advice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from a plan what it asks of each table: columns compared for equality, by range, with another table, sorted. */
final class Conditions {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final Pattern COLUMN = Pattern.compile("(?:" + NAME + "\\.)?" + NAME);
    private static final Pattern MENTION = Pattern.compile("(?:" + NAME + "\\.)?" + NAME + "(?![\\p{L}\\p{N}_$(.])");
    private static final Pattern DIRECTION =
            Pattern.compile("(.*?)(?: COLLATE \\S+)?( DESC)?( NULLS (?:FIRST|LAST))?", Pattern.DOTALL);
    private static final Pattern EXTREME = Pattern.compile("(?:min|max)\\((.+)\\)", Pattern.DOTALL);
    private static final Pattern ROWS = Pattern.compile("ROW\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern PREFIX = Pattern.compile("'[^%_'\\\\]+.*", Pattern.DOTALL);
    private static final List<String> OPERATORS = List.of(" = ", " >= ", " <= ", " > ", " < ", " ~~ ");

    private record Term(TableUse use, String key) {}

    private record Comparison(String left, String operator, String right) {}

    private final Map<String, TableUse> byAlias = new LinkedHashMap<>();
    private final Map<String, Set<String>> columnsOf;
    private final boolean areConstantsOfTheText;

    private Conditions(Map<String, Set<String>> columnsOf, boolean areConstantsOfTheText) {
        this.columnsOf = columnsOf;
        this.areConstantsOfTheText = areConstantsOfTheText;
    }

    /**
     * Reads one plan.
     *
     * @param columnsOf all columns of a table
     * @param areConstantsOfTheText whether values in conditions stand in the statement, as they do in a generic plan
     */
    static List<TableUse> of(PlanNode plan, Map<String, Set<String>> columnsOf, boolean areConstantsOfTheText) {
        Conditions all = new Conditions(columnsOf, areConstantsOfTheText);
        plan.forEach(node -> {
            if (node.table() != null && node.alias() != null) {
                all.byAlias.putIfAbsent(node.alias(), new TableUse(node.table()));
            }
        });
        plan.forEach(all::read);
        return List.copyOf(all.byAlias.values());
    }

    private void read(PlanNode node) {
        for (String condition : node.conditions()) {
            mention(condition);
            Brackets.split(condition, " AND ").forEach(part -> atom(Brackets.unwrapped(part)));
        }
        sort(node.sortKeys());
        sort(node.groupKeys());
        boolean isAggregate = node.type().contains("Aggregate");
        if (isAggregate && node.groupKeys().isEmpty()) {
            for (String output : node.output()) {
                Matcher extreme = EXTREME.matcher(output);
                sort(extreme.matches() ? List.of(extreme.group(1)) : List.of());
            }
        }
        if (node.type().equals("ModifyTable") && node.alias() != null) {
            TableUse written = java.util.Objects.requireNonNull(byAlias.get(node.alias()));
            written.needed.addAll(columnsOf.getOrDefault(written.table, Set.of()));
        }
        if (isAggregate || node.relationship() == null || !node.relationship().matches("Outer|Inner")) {
            node.output().forEach(this::mention);
        }
    }

    private void atom(String atom) {
        List<String> branches = Brackets.split(atom, " OR ");
        if (branches.size() > 1) {
            branches.forEach(this::branch);
            return;
        }
        Comparison comparison = comparison(atom);
        if (comparison != null) {
            compare(comparison, atom);
            return;
        }
        boolean isNot = atom.startsWith("NOT ");
        Term flag = term(isNot ? atom.substring(4) : atom);
        if (flag != null && !flag.key().startsWith("(")) {
            flag.use().equal.add(flag.key());
            constant(flag, atom);
        } else if (atom.endsWith(" IS NOT NULL")) {
            Term tested = term(atom.substring(0, atom.length() - 12));
            if (tested != null) {
                constant(tested, atom);
            }
        } else {
            unequal(atom);
            columns(atom).forEach((use, found) -> use.filters.addAll(found));
        }
    }

    private static @Nullable Comparison comparison(String atom) {
        for (String operator : OPERATORS) {
            int at = Brackets.outside(atom, operator);
            if (at >= 0) {
                return new Comparison(atom.substring(0, at), operator.strip(), atom.substring(at + operator.length()));
            }
        }
        return atom.endsWith(" IS NULL") ? new Comparison(atom.substring(0, atom.length() - 8), "=", "NULL") : null;
    }

    private void compare(Comparison comparison, String atom) {
        Matcher rows = ROWS.matcher(comparison.left().strip());
        if (rows.matches()) {
            List<String> keys = new ArrayList<>();
            TableUse use = null;
            for (String part : Brackets.split(rows.group(1), ", ")) {
                Term one = term(part);
                if (one == null || (use != null && one.use() != use)) {
                    break;
                }
                use = one.use();
                keys.add(one.key());
            }
            if (use != null) {
                use.ranges.add(keys.get(0));
                use.sorts.add(keys);
            }
            return;
        }
        Term left = term(comparison.left());
        Term right = term(comparison.right());
        boolean isEqual = comparison.operator().equals("=");
        if (left != null && right != null) {
            if (left.use() != right.use() && isEqual) {
                left.use().joins.add(left.key());
                right.use().joins.add(right.key());
            } else {
                left.use().filters.add(left.key());
                right.use().filters.add(right.key());
            }
            return;
        }
        Term one = left != null ? left : right;
        if (one == null) {
            return;
        }
        String value = left != null ? comparison.right() : comparison.left();
        if (comparison.operator().equals("~~")) {
            like(one, value);
        } else {
            (isEqual ? one.use().equal : one.use().ranges).add(one.key());
        }
        if (isEqual && columns(value).isEmpty()) {
            constant(one, atom);
        }
    }

    /** No key, but the rest may be few rows. */
    private void unequal(String atom) {
        int at = Brackets.outside(atom, " <> ");
        Term one = at < 0 ? null : term(atom.substring(0, at));
        if (one != null && columns(atom.substring(at + 4)).isEmpty()) {
            constant(one, atom);
        }
    }

    private static void like(Term one, String pattern) {
        one.use().filters.add(one.key());
        if (PREFIX.matcher(pattern.strip()).matches()) {
            one.use().ranges.add(one.key());
            one.use().ranges.add(one.key() + " text_pattern_ops");
        }
    }

    private void branch(String branch) {
        Map<TableUse, Set<String>> keys = new LinkedHashMap<>();
        for (String part : Brackets.split(branch, " AND ")) {
            Comparison comparison = comparison(Brackets.unwrapped(part));
            Term left = comparison == null ? null : term(comparison.left());
            Term right = comparison == null ? null : term(comparison.right());
            Term one = left != null ? left : right;
            if (one != null && comparison != null && !comparison.operator().equals("~~")) {
                keys.computeIfAbsent(one.use(), use -> new LinkedHashSet<>()).add(one.key());
            }
        }
        keys.forEach((use, terms) -> use.branches.add(List.copyOf(terms)));
        columns(branch).forEach((use, found) -> use.filters.addAll(found));
    }

    /** Only what the statement itself says may become the predicate of an index, and only without a parameter. */
    private void constant(Term one, String atom) {
        if (areConstantsOfTheText && !Brackets.withoutTexts(atom).matches("(?s).*(\\$\\d|SubPlan|InitPlan).*")) {
            one.use().constants.put(local(atom), one.key());
        }
    }

    /** A leading run of keys of one table. */
    private void sort(List<String> keys) {
        List<String> sorted = new ArrayList<>();
        TableUse use = null;
        boolean isMixed = false;
        Boolean isDescending = null;
        for (String key : keys) {
            Matcher direction = DIRECTION.matcher(key);
            Term one = direction.matches() ? term(direction.group(1)) : null;
            if (one == null || (use != null && use != one.use())) {
                break;
            }
            use = one.use();
            boolean isDown = direction.group(2) != null;
            String nulls = direction.group(3) == null ? "" : direction.group(3);
            isMixed |= !nulls.isEmpty() || (isDescending != null && isDescending != isDown);
            isDescending = isDown;
            sorted.add(one.key() + (isDown ? " DESC" : "") + nulls);
        }
        if (use != null) {
            boolean canBeReadBackwards = !isMixed;
            use.sorts.add(sorted.stream()
                    .map(key -> canBeReadBackwards ? key.replaceFirst(" DESC$", "") : key)
                    .toList());
        }
    }

    /** A column, or an expression over columns of one table, in the form in which an index names it. */
    private @Nullable Term term(String text) {
        String inner = Brackets.unwrapped(text);
        String plain = inner.endsWith("::text") ? Brackets.unwrapped(inner.substring(0, inner.length() - 6)) : inner;
        Map<TableUse, Set<String>> columns = columns(inner);
        if (columns.size() != 1 || Brackets.withoutTexts(inner).matches("(?s).*(\\$\\d|SubPlan|InitPlan|ANY|ALL).*")) {
            return null;
        }
        TableUse use = columns.keySet().iterator().next();
        if (COLUMN.matcher(plain).matches()) {
            return new Term(use, local(plain));
        }
        boolean isComparison = comparison(inner) != null || Brackets.outside(inner, " <> ") >= 0;
        boolean isTest = inner.contains(" IS ") || inner.startsWith("NOT ") || inner.contains(" ~");
        return isComparison || isTest ? null : new Term(use, "(" + local(inner) + ")");
    }

    /** Without the aliases: as the table itself names its columns. */
    private String local(String text) {
        String local = text;
        for (String alias : byAlias.keySet()) {
            local = local.replaceAll("(?<![\\p{L}\\p{N}_$\"'.])" + Pattern.quote(PlanReader.quoted(alias)) + "\\.", "");
        }
        return local;
    }

    private void mention(String text) {
        columns(text).forEach((use, found) -> use.needed.addAll(found));
    }

    private Map<TableUse, Set<String>> columns(String text) {
        Map<TableUse, Set<String>> found = new LinkedHashMap<>();
        Matcher mention = MENTION.matcher(Brackets.withoutTexts(text));
        while (mention.find()) {
            String alias = mention.group(1);
            TableUse use = alias == null
                    ? (byAlias.size() == 1 ? byAlias.values().iterator().next() : null)
                    : byAlias.get(plain(alias));
            if (use != null && columnsOf.getOrDefault(use.table, Set.of()).contains(mention.group(2))) {
                found.computeIfAbsent(use, one -> new LinkedHashSet<>()).add(mention.group(2));
            }
        }
        return found;
    }

    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
