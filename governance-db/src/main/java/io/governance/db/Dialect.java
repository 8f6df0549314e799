package io.governance.db;

import java.util.Locale;

/** How a database quotes, comments and folds names: what a {@link Fingerprint} needs to know of it. */
public enum Dialect {
    /** PostgreSQL and its relatives. */
    POSTGRESQL,
    /** MySQL and MariaDB, where double quotes hold a text. */
    MYSQL,
    /** MySQL and MariaDB with {@code ANSI_QUOTES}, where double quotes hold a name. */
    MYSQL_ANSI_QUOTES,
    /** H2. */
    H2,
    /** Any other database: standard SQL. */
    ANSI;

    /** Returns the dialect of a database by the product name that its driver tells. */
    public static Dialect ofProduct(String productName) {
        String name = productName.toLowerCase(Locale.ROOT);
        if (name.contains("postgres")) {
            return POSTGRESQL;
        }
        if (name.contains("mysql") || name.contains("mariadb")) {
            return MYSQL;
        }
        return name.equals("h2") ? H2 : ANSI;
    }

    boolean isMySql() {
        return this == MYSQL || this == MYSQL_ANSI_QUOTES;
    }

    boolean hasDollarQuotes() {
        return this == POSTGRESQL || this == H2;
    }

    /** What a double quote opens: a text (MySQL by default) or a name. */
    boolean isDoubleQuoteText() {
        return this == MYSQL;
    }

    String fold(String name) {
        return switch (this) {
            case POSTGRESQL, MYSQL, MYSQL_ANSI_QUOTES -> name.toLowerCase(Locale.ROOT);
            case H2, ANSI -> name.toUpperCase(Locale.ROOT);
        };
    }
}
