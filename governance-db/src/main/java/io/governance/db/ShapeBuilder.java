package io.governance.db;

import io.governance.db.Fingerprint.Kind;
import io.governance.db.Fingerprint.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the pieces of a statement into its shape: values become one mark, lists of values collapse. */
final class ShapeBuilder {
    private static final String VALUE = "?";

    /** Words after which a value, not an operator, is expected. */
    private static final Set<String> BEFORE_OPERAND = Set.of(
            ("SELECT WHERE AND OR NOT BETWEEN LIKE ILIKE IN THEN ELSE WHEN CASE LIMIT OFFSET VALUES SET BY ON HAVING"
                            + " RETURNING DISTINCT ALL FROM AS IS ANY SOME FIRST NEXT TOP ESCAPE ZONE TO FOR USING CALL"
                            + " DEFAULT INTERVAL RETURN WITH UNION EXCEPT INTERSECT ROW ARRAY DIV MOD XOR REGEXP RLIKE"
                            + " CHECK OVERLAPS START INCREMENT DO EXECUTE IF MINVALUE MAXVALUE CACHE SEPARATOR")
                    .split(" "));

    private static final Set<String> VOLATILE =
            Set.of("NEXTVAL", "RANDOM", "GEN_RANDOM_UUID", "CLOCK_TIMESTAMP", "RAND", "UUID", "RANDOM_UUID");

    /** All words of a question that a pool, not the application, asks: whether the session is alive, and who it is. */
    private static final Set<String> SESSION =
            Set.of(("SELECT VALUES FROM AS DUAL SYSIBM SYSDUMMY1 VERSION NOW SYSDATE GETDATE DATABASE SCHEMA USER"
                            + " SESSION_USER CURRENT_USER CURRENT_SCHEMA CURRENT_DATABASE CURRENT_CATALOG CURRENT_ROLE"
                            + " CURRENT_DATE CURRENT_TIMESTAMP PG_BACKEND_PID PG_IS_IN_RECOVERY CONNECTION_ID SET_CONFIG"
                            + " CURRENT_SETTING INFORMATION_SCHEMA SYSTEM_USERS")
                    .split(" "));

    private static final Set<String> SESSION_MARKS = Set.of(",", ".", "::", ";");

    private final Dialect dialect;
    private final List<String> tokens = new ArrayList<>();
    private final List<Integer> arity = new ArrayList<>();
    private final Lists lists = new Lists(tokens, arity);
    private final ValuePositions positions = new ValuePositions();
    private final TableNames tables = new TableNames();
    private boolean isAfterOperand;
    private boolean isAfterText;
    private boolean isAfterName;
    private boolean wasOperandBeforeSign;
    private boolean isBetween;
    private Role role = Role.VALUE;
    private @Nullable String word;
    private @Nullable String wordBefore;
    private Kind kind = Kind.OTHER;
    private boolean hasKind;
    private boolean isLimited;
    private boolean isOrdered;
    private boolean isLimitedToOne;
    private boolean hasOffset;
    private boolean isVolatile;
    private boolean isOptimistic;
    private boolean isSession = true;
    private boolean hasArrayParameter;
    private boolean isArrayNext;

    ShapeBuilder(Dialect dialect) {
        this.dialect = dialect;
    }

    boolean isAfterOperand() {
        return isAfterOperand;
    }

    boolean isAfterName() {
        return isAfterName;
    }

    boolean isInBrackets() {
        return lists.isInBrackets();
    }

    void hint(String text) {
        tokens.add(text);
    }

    void word(String written) {
        String upper = written.toUpperCase(Locale.ROOT);
        if (isValueWord(upper)) {
            literal(upper.hashCode(), 0, false);
            return;
        }
        add(dialect.fold(written), !BEFORE_OPERAND.contains(upper));
        isAfterName = !BEFORE_OPERAND.contains(upper);
        lists.word(upper);
        tables.word(upper, word == null ? "" : word, written);
        isSession &= SESSION.contains(upper) || "AS".equals(word);
        wordBefore = word;
        word = upper;
        note(upper);
    }

    private boolean isValueWord(String upper) {
        if (".".equals(lastToken())) {
            return false;
        }
        boolean isNull = upper.equals("NULL");
        if (!isNull && !upper.equals("TRUE") && !upper.equals("FALSE")) {
            return false;
        }
        boolean isAfterIs =
                ("IS".equals(word) && lastIs("is")) || (lastIs("not") && ("IS".equals(wordBefore) || isNull));
        return !isAfterIs && !(isNull && lastIs("set") && !lists.isInside());
    }

    private boolean lastIs(String lower) {
        return lower.equalsIgnoreCase(lastToken());
    }

    private @Nullable String lastToken() {
        return tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    }

    private void note(String upper) {
        role = switch (upper) {
            case "LIMIT", "OFFSET", "FETCH", "FIRST", "NEXT", "TOP" -> Role.PAGE;
            case "BETWEEN" -> Role.RANGE;
            case "AND" -> isBetween ? Role.RANGE : Role.VALUE;
            default -> Role.VALUE;
        };
        isBetween = upper.equals("BETWEEN") || (isBetween && !upper.equals("AND"));
        isLimited |= Set.of("LIMIT", "FETCH", "TOP", "ROWNUM").contains(upper);
        hasOffset |= upper.equals("OFFSET");
        isOrdered |= upper.equals("ORDER");
        isVolatile |= VOLATILE.contains(upper) || (upper.equals("VALUE") && "NEXT".equals(wordBefore));
        if (upper.equals("WHERE")) {
            positions.whereBegins();
        }
        if (!hasKind && !lists.isInside()) {
            noteKind(upper);
        }
    }

    private void noteKind(String upper) {
        hasKind = true;
        switch (upper) {
            case "SELECT", "TABLE", "VALUES", "CALL" -> kind = Kind.READ;
            case "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "UPSERT", "COPY" -> kind = Kind.WRITE;
            case "SET",
                    "BEGIN",
                    "START",
                    "COMMIT",
                    "ROLLBACK",
                    "SAVEPOINT",
                    "RELEASE",
                    "RESET",
                    "DISCARD",
                    "SHOW",
                    "USE",
                    "DEALLOCATE",
                    "PRAGMA",
                    "END",
                    "ABORT" -> kind = Kind.UPKEEP;
            default -> hasKind = !upper.equals("WITH") && tokens.size() == 1;
        }
    }

    void quotedName(String name) {
        boolean isPlain = !name.isEmpty()
                && name.equals(dialect.fold(name))
                && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '$')
                && !Set.of("NULL", "TRUE", "FALSE", "IN", "VALUES", "ARRAY").contains(name.toUpperCase(Locale.ROOT));
        add(isPlain ? name : '"' + name + '"', true);
        tables.name(name);
        isSession = false;
        isAfterName = true;
        wordBefore = word;
        word = null;
    }

    void operator(String text) {
        tables.operator(text);
        switch (text) {
            case "(", "[" -> {
                isArrayNext = "(".equals(text) && (lastIs("any") || lastIs("some"));
                lists.open(text);
                add(text, false);
            }
            case ")", "]" -> {
                add(text, true);
                lists.close(text);
                role = Role.VALUE;
            }
            default -> {
                isSession &= SESSION_MARKS.contains(text);
                hasOffset |= ",".equals(text) && role == Role.PAGE;
                if (!",".equals(text)) {
                    role = text.startsWith("<") || text.startsWith(">") ? Role.RANGE : Role.VALUE;
                }
                add(text, false);
            }
        }
    }

    void parameter(boolean isBound) {
        if (isBound) {
            hasArrayParameter |= isArrayNext;
            positions.parameter(role, isArrayNext ? lists.nextNumber() : lists.listNumber());
        }
        value();
    }

    void number(long number, int hash, boolean isOne) {
        isLimitedToOne |= isOne && role == Role.PAGE;
        if (isSignBefore()) {
            boolean isMinus = "-".equals(tokens.remove(tokens.size() - 1));
            literal(isMinus ? Long.hashCode(-number) : hash, number, false);
        } else {
            literal(hash, number, false);
        }
    }

    private boolean isSignBefore() {
        int last = tokens.size() - 1;
        if (last < 0 || (!tokens.get(last).equals("-") && !tokens.get(last).equals("+"))) {
            return false;
        }
        return !wasOperandBeforeSign;
    }

    void text(int hash) {
        if (isAfterText) {
            positions.literalGoesOn(hash);
            return;
        }
        literal(hash, 0, true);
    }

    void literal(int hash, long number, boolean isText) {
        positions.literal(role, lists.listNumber(), hash, number);
        value();
        isAfterText = isText;
    }

    private void value() {
        add(VALUE, true);
    }

    private void add(String token, boolean isOperand) {
        isArrayNext &= "(".equals(token);
        wasOperandBeforeSign = isAfterOperand;
        tokens.add(token);
        isAfterOperand = isOperand;
        isAfterText = false;
        isAfterName = false;
    }

    ShapeBuilder finished() {
        tokens.clear();
        return this;
    }

    String text() {
        lists.finish();
        while (";".equals(lastToken())) {
            tokens.remove(tokens.size() - 1);
        }
        if (kind == Kind.READ && isSession) {
            kind = Kind.UPKEEP;
        } else if (kind == Kind.READ && tables.hasWrites()) {
            kind = Kind.WRITE;
        }
        isOptimistic = VersionColumns.of(tokens, positions);
        return String.join(" ", tokens);
    }

    List<Integer> arity() {
        return arity;
    }

    Kind kind() {
        return kind;
    }

    ValuePositions positions() {
        return positions;
    }

    TableNames tables() {
        return tables;
    }

    boolean isOptimistic() {
        return isOptimistic;
    }

    boolean isPaged() {
        return isLimited && isOrdered && !isLimitedToOne;
    }

    boolean hasOffset() {
        return hasOffset;
    }

    boolean isVolatile() {
        return isVolatile;
    }

    boolean hasArrayParameter() {
        return hasArrayParameter;
    }
}
