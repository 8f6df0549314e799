package io.governance.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Collapses lists of values: IN (..), ARRAY[..] to one element, rows of VALUES to the first when all are equal. */
final class Lists {
    private static final Set<String> TYPES = Set.of("DATE", "TIME", "TIMESTAMP", "INTERVAL");

    private enum Bracket {
        PLAIN,
        LIST,
        ROW,
        SQUARE
    }

    private final List<String> tokens;
    private final List<Integer> arity;
    private final List<Bracket> open = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private String word = "";
    private int wordAt = -1;
    private boolean isAfterValues;
    private List<String> firstRow = List.of();
    private int valuesDepth;
    private int rows;
    private final List<Integer> numbers = new ArrayList<>();
    private int lists;
    private int valuesNumber;

    Lists(List<String> tokens, List<Integer> arity) {
        this.tokens = tokens;
        this.arity = arity;
    }

    void word(String upper) {
        word = upper;
        wordAt = tokens.size() - 1;
        if (isAfterValues && !isInside()) {
            finish();
        }
        if (upper.equals("SELECT") && !numbers.isEmpty()) {
            numbers.set(numbers.size() - 1, 0);
        }
        if (upper.equals("VALUES")) {
            finish();
            valuesNumber = ++lists;
            isAfterValues = true;
            valuesDepth = open.size();
        }
    }

    boolean isInside() {
        return !open.isEmpty();
    }

    /** Tells the list of values that the next value belongs to from other ones; 0 when it belongs to none. */
    int listNumber() {
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    /** Returns a number for a list that is one value, an array. */
    int nextNumber() {
        return ++lists;
    }

    boolean isInBrackets() {
        return !open.isEmpty() && open.get(open.size() - 1) == Bracket.SQUARE;
    }

    /** Told before the bracket itself is a token. */
    void open(String bracket) {
        boolean isAfterWord = wordAt == tokens.size() - 1;
        Bracket kind = bracket.equals("[") ? Bracket.SQUARE : Bracket.PLAIN;
        if (isAfterWord && (word.equals("IN") || (word.equals("ARRAY") && kind == Bracket.SQUARE))) {
            kind = Bracket.LIST;
        } else if (isAfterValues && open.size() == valuesDepth && ((isAfterWord && rows == 0) || isNextRow())) {
            kind = Bracket.ROW;
        }
        numbers.add(
                switch (kind) {
                    case LIST -> ++lists;
                    case ROW -> valuesNumber;
                    case PLAIN, SQUARE -> listNumber();
                });
        open.add(kind);
        starts.add(tokens.size());
    }

    private boolean isNextRow() {
        int last = tokens.size() - 1;
        return rows > 0
                && last > 0
                && tokens.get(last).equals(",")
                && tokens.get(last - 1).equals(")");
    }

    /** Told after the bracket has become a token. */
    void close(String bracket) {
        if (open.isEmpty()) {
            return;
        }
        int last = open.size() - 1;
        Bracket kind = open.remove(last);
        int start = starts.remove(last);
        numbers.remove(last);
        if (kind == Bracket.LIST) {
            collapse(start, bracket);
        } else if (kind == Bracket.ROW) {
            row(start);
        }
        if (isAfterValues && open.size() < valuesDepth) {
            finish();
        }
    }

    void finish() {
        if (rows > 0) {
            arity.add(rows);
        }
        isAfterValues = false;
        rows = 0;
    }

    private void row(int start) {
        List<String> row = List.copyOf(tokens.subList(start, tokens.size()));
        if (rows == 0) {
            firstRow = row;
        } else if (row.equals(firstRow)) {
            tokens.subList(start - 1, tokens.size()).clear();
        } else {
            firstRow = row;
        }
        rows++;
    }

    private void collapse(int start, String bracket) {
        List<String> inside = tokens.subList(start + 1, tokens.size() - 1);
        int width = elementWidth(inside);
        if (width == 0 || (inside.size() + 1) % (width + 1) != 0) {
            return;
        }
        List<String> first = List.copyOf(inside.subList(0, width));
        if (!isConstant(first)) {
            return;
        }
        for (int i = 0; i < inside.size(); i++) {
            int place = i % (width + 1);
            if (!inside.get(i).equals(place == width ? "," : first.get(place))) {
                return;
            }
        }
        arity.add((inside.size() + 1) / (width + 1));
        inside.clear();
        tokens.remove(tokens.size() - 1);
        tokens.addAll(first);
        tokens.add("+");
        tokens.add(bracket);
    }

    private static int elementWidth(List<String> inside) {
        int depth = 0;
        for (int i = 0; i < inside.size(); i++) {
            String token = inside.get(i);
            if (token.equals("(")) {
                depth++;
            } else if (token.equals(")")) {
                depth--;
            } else if (token.equals(",") && depth == 0) {
                return i;
            }
        }
        return inside.size();
    }

    private static boolean isConstant(List<String> element) {
        boolean hasValue = false;
        for (int i = 0; i < element.size(); i++) {
            String token = element.get(i);
            boolean isCast = i > 0 && element.get(i - 1).equals("::");
            boolean isType = TYPES.contains(token.toUpperCase(Locale.ROOT))
                    && i + 1 < element.size()
                    && element.get(i + 1).equals("?");
            hasValue |= token.equals("?");
            if (!isCast && !isType && !Set.of("?", "(", ")", ",", "::").contains(token)) {
                return false;
            }
        }
        return hasValue;
    }
}
