package io.governance.db.bulk;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text of a value as PostgreSQL reads it: the same for every form of writing, so that a row means the same in each.
 *
 * <p>Moments carry their offset; a column without a time zone keeps the local part, as the driver does. The largest and
 * smallest date and moment are {@code infinity} and {@code -infinity}, as in the driver.
 */
final class PostgresText {
    private PostgresText() {}

    static @Nullable String of(@Nullable Object value) throws InvalidValueException {
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return checked(text);
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof UUID) {
            return value.toString();
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return checked(value.toString());
        }
        if (value instanceof Collection<?> elements) {
            return ArrayText.of(elements);
        }
        if (value.getClass().isArray()) {
            return ArrayText.ofArray(value);
        }
        String moment = moment(value);
        if (moment != null) {
            return moment;
        }
        if (value.getClass().getName().startsWith("org.postgresql.")) {
            return checked(value.toString()); // PGobject and its kin print what the server reads
        }
        throw new InvalidValueException("a value of " + value.getClass().getName()
                + " has no known text for PostgreSQL: map it to a String, a number, a java.time value, a UUID, bytes,"
                + " or a list of these");
    }

    private static String checked(String text) throws InvalidValueException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidValueException("a NUL character at position " + i
                        + ", which PostgreSQL cannot store in text: remove it, or use a bytea column");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new InvalidValueException("half of a surrogate pair at position " + i
                            + ", which has no UTF-8 form: the text was cut inside a character");
                }
                i++;
            }
        }
        return text;
    }

    private static @Nullable String moment(Object value) {
        if (value instanceof LocalDate date) {
            return date(date);
        }
        if (value instanceof LocalDateTime moment) {
            return moment.equals(LocalDateTime.MAX)
                    ? "infinity"
                    : moment.equals(LocalDateTime.MIN) ? "-infinity" : moment(moment, "");
        }
        if (value instanceof Instant instant) {
            return instant.equals(Instant.MAX)
                    ? "infinity"
                    : instant.equals(Instant.MIN) ? "-infinity" : moment(instant.atOffset(ZoneOffset.UTC));
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.equals(OffsetDateTime.MAX)
                    ? "infinity"
                    : moment.equals(OffsetDateTime.MIN) ? "-infinity" : moment(moment);
        }
        if (value instanceof ZonedDateTime moment) {
            return moment(moment.toOffsetDateTime());
        }
        if (value instanceof LocalTime || value instanceof OffsetTime) {
            return value.toString();
        }
        return ofJavaUtil(value);
    }

    @SuppressWarnings("JavaUtilDate") // what applications still have in their hands
    private static @Nullable String ofJavaUtil(Object value) {
        if (value instanceof Timestamp timestamp) {
            LocalDateTime local = timestamp.toLocalDateTime();
            return moment(timestamp
                    .toInstant()
                    .atZone(ZoneId.systemDefault())
                    .toOffsetDateTime()
                    .with(local));
        }
        if (value instanceof Date date) {
            return date(date.toLocalDate());
        }
        if (value instanceof Time time) {
            return time.toLocalTime().toString();
        }
        if (value instanceof java.util.Date date) {
            return moment(date.toInstant().atZone(ZoneId.systemDefault()).toOffsetDateTime());
        }
        return null;
    }

    private static String date(LocalDate date) {
        if (date.equals(LocalDate.MAX)) {
            return "infinity";
        }
        return date.equals(LocalDate.MIN) ? "-infinity" : day(date) + era(date);
    }

    private static String moment(OffsetDateTime moment) {
        return moment(moment.toLocalDateTime(), moment.getOffset().getId());
    }

    private static String moment(LocalDateTime moment, String offset) {
        return day(moment.toLocalDate()) + ' ' + moment.toLocalTime() + offset + era(moment.toLocalDate());
    }

    /** ISO 8601 writes a sign before long years and counts a year 0; PostgreSQL does neither. */
    private static String day(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        if (date.getYear() > 0 && year <= 9_999) {
            return date.toString();
        }
        return "0".repeat(Math.max(0, 4 - Integer.toString(year).length()))
                + year
                + date.toString().substring(date.toString().length() - 6);
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }
}
