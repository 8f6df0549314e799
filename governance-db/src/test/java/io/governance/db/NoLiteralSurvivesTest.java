package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a statement looks like: no literal of it is in its fingerprint, and no text throws. */
class NoLiteralSurvivesTest {
    private static final long SEED = 20_270_101;

    private final Random random = new Random(SEED);
    private final List<String> secrets = new ArrayList<>();

    @Test
    void noLiteralIsInTheFingerprint() {
        for (int i = 0; i < 20_000; i++) {
            for (Dialect dialect : Dialect.values()) {
                secrets.clear();
                String sql = statement(dialect);
                String print = Fingerprint.of(sql, dialect).text().toLowerCase(Locale.ROOT);
                for (String secret : secrets) {
                    assertFalse(
                            print.contains(secret.toLowerCase(Locale.ROOT)),
                            () -> "seed " + SEED + ", " + dialect + ": " + secret + " of " + sql + " is in " + print);
                }
            }
        }
    }

    @Test
    void noTextThrows() {
        String pieces = "'\"`$(){}[]?:;,.-+*/#@!\\ \n\tEeUuNnXx019_aB\u00e4\ud83d\0";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("select ");
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            for (Dialect dialect : Dialect.values()) {
                Fingerprint.of(text.toString(), dialect);
            }
        }
    }

    @Test
    void aTextOfAMegabyteThatNeverEndsThrowsNothing() {
        String long1 = "x".repeat(1_000_000);
        for (Dialect dialect : Dialect.values()) {
            for (String start : List.of("'", "\"", "`", "$a$", "/*", "--", "E'", "(", "((", "1", "?", "in (1,")) {
                assertTrue(Fingerprint.of("select " + start + long1, dialect)
                                .text()
                                .length()
                        < 10_000);
            }
            Fingerprint.of("select " + "(".repeat(500_000) + "1" + ")".repeat(500_000), dialect);
        }
    }

    private String statement(Dialect dialect) {
        return switch (random.nextInt(5)) {
            case 0 -> "SELECT a, b FROM t WHERE a = " + literal(dialect) + " AND b IN (" + list(dialect) + ")";
            case 1 -> "INSERT INTO t (a, b) VALUES (" + list(dialect) + "), (" + list(dialect) + ")";
            case 2 -> "UPDATE t SET a=" + literal(dialect) + ", b=b-" + number() + " WHERE c LIKE " + literal(dialect);
            case 3 -> "DELETE FROM t WHERE a BETWEEN " + literal(dialect) + " AND " + literal(dialect) + comment();
            default ->
                "SELECT f(" + list(dialect) + ") FROM t ORDER BY 1 LIMIT " + number() + " OFFSET " + number()
                        + comment();
        };
    }

    private String list(Dialect dialect) {
        StringBuilder list = new StringBuilder(literal(dialect));
        for (int i = random.nextInt(4); i > 0; i--) {
            list.append(random.nextBoolean() ? ", " : ",").append(literal(dialect));
        }
        return list.toString();
    }

    private String literal(Dialect dialect) {
        String text = secret();
        return switch (random.nextInt(dialect == Dialect.POSTGRESQL ? 9 : dialect == Dialect.MYSQL ? 7 : 5)) {
            case 0 -> "'" + text + "'";
            case 1 -> "'" + text + "''" + secret() + "'";
            case 2 -> "'" + text + " -- /* ? :x $1 " + secret() + "'";
            case 3 -> number();
            case 4 -> "N'" + text + "'";
            case 5 -> dialect == Dialect.MYSQL ? "\"" + text + "\"" : "E'" + text + "\\'" + secret() + "'";
            case 6 -> dialect == Dialect.MYSQL ? "'" + text + "\\'" + secret() + "'" : "$$" + text + "$$";
            case 7 -> "$tag$" + text + "$$" + secret() + "$tag$";
            default -> "U&'" + text + "'";
        };
    }

    private String comment() {
        return random.nextBoolean() ? "" : " /* who='" + secret() + "' */";
    }

    private String secret() {
        String secret = "Zq" + Integer.toString(1_000_000 + random.nextInt(1_000_000_000), 36);
        secrets.add(secret);
        return secret;
    }

    private String number() {
        String number = Integer.toString(100_000 + random.nextInt(1_000_000_000));
        secrets.add(number);
        return switch (random.nextInt(4)) {
            case 0 -> number;
            case 1 -> "-" + number;
            case 2 -> number + "." + number;
            default -> number + "e10";
        };
    }
}
