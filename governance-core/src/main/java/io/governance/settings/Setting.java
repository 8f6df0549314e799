package io.governance.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set from outside: its key, unit, default, check, and what it is for. Immutable, thread-safe.
 *
 * <p>A key with a {@code *} is set for something with a name: {@code governance.operation.*.response-time.warning} is
 * written {@code governance.operation.customer.dashboard.response-time.warning}. The name may contain anything, dots
 * included: it is what stands between the parts before and after the {@code *}, which never overlap.
 *
 * @param <T> the value in code
 */
public final class Setting<T> {
    /** What every key begins with. */
    public static final String PREFIX = "governance.";

    private static final Pattern KEY = Pattern.compile("governance(\\.[a-z0-9]+(-[a-z0-9]+)*|\\.\\*(?=\\.))+");

    private record Check<T>(String expected, Predicate<T> isMet) {}

    private final String key;
    private final Unit<T> unit;
    private final @Nullable T byDefault;
    private final String description;
    private final @Nullable Check<T> check;

    private Setting(String key, Unit<T> unit, @Nullable T byDefault, String description, @Nullable Check<T> check) {
        if (!KEY.matcher(key).matches() || key.indexOf('*') != key.lastIndexOf('*')) {
            throw new IllegalArgumentException("a key of a setting is written governance.lower-case.words with at most"
                    + " one * for a name; found '" + key + "'");
        }
        this.key = key;
        this.unit = unit;
        this.byDefault = byDefault;
        this.description = description;
        this.check = check;
    }

    /**
     * Declares a setting.
     *
     * @param description one line, without a full stop
     * @throws IllegalArgumentException when the key is not of the form {@code governance.lower-case.words}
     */
    public static <T> Setting<T> of(String key, Unit<T> unit, T byDefault, String description) {
        return new Setting<>(key, unit, byDefault, description, null);
    }

    /** Declares a setting that has no value unless one is given. */
    public static <T> Setting<T> optional(String key, Unit<T> unit, String description) {
        return new Setting<>(key, unit, null, description, null);
    }

    /**
     * Returns the same setting with a check that a value has to pass.
     *
     * @param expected what a value has to be, such as {@code 1 or more}
     */
    public Setting<T> where(String expected, Predicate<T> isMet) {
        return new Setting<>(key, unit, byDefault, description, new Check<>(expected, isMet));
    }

    /** Returns the key, such as {@code governance.minimum-samples}. */
    public String key() {
        return key;
    }

    /** Returns how a value is written. */
    public Unit<T> unit() {
        return unit;
    }

    /** Returns the value when nobody gives one. */
    public Optional<T> byDefault() {
        return Optional.ofNullable(byDefault);
    }

    /** Returns what it is for, in one line. */
    public String description() {
        return description;
    }

    /** Returns what a value has to be. */
    public String expected() {
        return unit.expected() + (check == null ? "" : ", " + check.expected);
    }

    /** Returns whether it is set for something with a name. */
    public boolean isNamed() {
        return key.contains("*");
    }

    /** Returns the key for one name. */
    public String key(String name) {
        return key.replace("*", name);
    }

    /** Returns the variable of the process's environment with the same meaning. */
    public String variable() {
        return variable(key);
    }

    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
    }

    /** For a value that this setting's unit has read, or that was given with its type. */
    @SuppressWarnings("unchecked")
    T typed(Object value) {
        return (T) value;
    }

    /** What a value has to be, when it is not; empty when it is. */
    Optional<String> objection(T value) {
        return check == null || check.isMet.test(value) ? Optional.empty() : Optional.of(check.expected);
    }

    /** The name in a key or variable; empty when it is not one of this setting. */
    Optional<String> nameIn(String found, String pattern) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return found.equals(pattern) ? Optional.of("") : Optional.empty();
        }
        String before = pattern.substring(0, star);
        String after = pattern.substring(star + 1);
        return found.startsWith(before) && found.endsWith(after) && found.length() > before.length() + after.length()
                ? Optional.of(found.substring(before.length(), found.length() - after.length()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return key;
    }
}
