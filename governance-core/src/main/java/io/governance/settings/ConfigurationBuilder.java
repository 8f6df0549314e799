package io.governance.settings;

import io.governance.settings.Configuration.Given;
import io.governance.settings.Configuration.Layer;
import io.governance.settings.Configuration.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Collects values for known settings; what is wrong with them is kept to be said at once. Not thread-safe. */
public final class ConfigurationBuilder {
    private static final String VARIABLE_PREFIX = "GOVERNANCE_";
    /** A variable that close to a known one is a typing error; any other belongs to somebody else. */
    private static final int TYPING_ERROR = 2;

    private record Match(Setting<?> setting, String name) {}

    private final Set<Setting<?>> known = new LinkedHashSet<>();
    private final Map<Slot, Map<Layer, Given>> given = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    ConfigurationBuilder(List<? extends Setting<?>> settings) {
        settings.forEach(this::declare);
    }

    private void declare(Setting<?> added) {
        for (Setting<?> other : known) {
            if (isAmbiguous(added.key(), other.key()) || isAmbiguous(other.key(), added.key())) {
                throw new IllegalArgumentException(
                        "settings " + added + " and " + other + " could be taken for one another");
            }
        }
        known.add(added);
    }

    private static boolean isAmbiguous(String key, String other) {
        int star = other.indexOf('*');
        return key.equals(other)
                || (star >= 0 && key.startsWith(other.substring(0, star)) && key.endsWith(other.substring(star + 1)));
    }

    /**
     * Takes settings from properties; keys that do not begin with {@code governance.} are not looked at.
     *
     * @param source where they come from, for messages: a file's name
     */
    public ConfigurationBuilder properties(Map<String, String> properties, String source) {
        read(properties, Layer.PROPERTIES, source);
        return this;
    }

    /**
     * Takes settings from variables such as {@code GOVERNANCE_CPU_WARNING=80%}, or under the very key where the
     * environment allows dots.
     *
     * <p>A name in an upper-case variable stands for every name that is spelled alike but for its case, dots and
     * hyphens. Of the variables that are not known only those are refused that are a typing error away from a known
     * one: an orchestrator may well set others that begin with {@code GOVERNANCE_}.
     */
    public ConfigurationBuilder environment(Map<String, String> variables) {
        read(variables, Layer.ENVIRONMENT, "environment");
        new TreeMap<>(variables).forEach((variable, value) -> {
            if (variable.startsWith(VARIABLE_PREFIX)) {
                match(variable, true)
                        .ifPresentOrElse(
                                found -> text(found, variable, value, Layer.ENVIRONMENT, "environment"),
                                () -> refuseTypingError(variable));
            }
        });
        return this;
    }

    private void refuseTypingError(String variable) {
        String nearest = Nearest.of(variable, candidates(variable, true));
        if (Nearest.distance(variable, nearest) <= TYPING_ERROR) {
            problems.add(variable + ": found an unknown variable (set in environment), expected " + nearest);
        }
    }

    private void read(Map<String, String> settings, Layer layer, String source) {
        new TreeMap<>(settings).forEach((key, value) -> {
            if (key.startsWith(Setting.PREFIX)) {
                match(key, false)
                        .ifPresentOrElse(
                                found -> text(found, key, value, layer, source),
                                () -> problems.add(key + ": found an unknown key (set in " + source + "), expected "
                                        + Nearest.of(key, candidates(key, false))
                                        + " or another known one"));
            }
        });
    }

    /** The longest fixed part wins, so that no name is taken for a part of a key. */
    private Optional<Match> match(String found, boolean isVariable) {
        return known.stream()
                .flatMap(setting -> setting
                        .nameIn(found, isVariable ? setting.variable() : setting.key())
                        .map(name -> new Match(setting, name))
                        .stream())
                .min(Comparator.comparingInt(match -> match.name.length()));
    }

    /** Known keys, those with a name filled with the name that the mistyped key most likely has. */
    private List<String> candidates(String found, boolean isVariable) {
        List<String> candidates = new ArrayList<>();
        String separator = isVariable ? "_" : ".";
        for (Setting<?> setting : known) {
            String pattern = isVariable ? setting.variable() : setting.key();
            int star = pattern.indexOf('*');
            if (star < 0) {
                candidates.add(pattern);
                continue;
            }
            int parts = pattern.substring(star + 1).split(separator.equals(".") ? "\\." : "_", -1).length - 1;
            int end = found.length();
            for (int i = 0; i < parts && end >= 0; i++) {
                end = found.lastIndexOf(separator, end - 1);
            }
            if (end > star && found.startsWith(pattern.substring(0, star))) {
                candidates.add(pattern.replace("*", found.substring(star, end)));
            }
        }
        return candidates;
    }

    private void text(Match found, String key, String text, Layer layer, String source) {
        readAs(found.setting, found.name, key, text, layer, source);
    }

    private <T> void readAs(Setting<T> setting, String name, String key, String text, Layer layer, String source) {
        Optional<T> value = setting.unit().read(text);
        if (value.isEmpty()) {
            problems.add(key(setting, name, key, layer) + ": found '" + text.strip() + "', expected "
                    + setting.unit().expected() + " (set in " + source + ")");
        } else {
            boolean isVariable = !key.startsWith(Setting.PREFIX) && setting.isNamed();
            put(setting, new Slot(setting, name, isVariable), value.get(), layer, source);
        }
    }

    private static String key(Setting<?> setting, String name, String key, Layer layer) {
        return layer == Layer.ENVIRONMENT && setting.isNamed() ? key : setting.key(name);
    }

    /** Sets a value in code: it wins over environment and properties. */
    public <T> ConfigurationBuilder set(Setting<T> setting, T value) {
        return set(setting, "", value);
    }

    /** Sets a value for one name in code. */
    public <T> ConfigurationBuilder set(Setting<T> setting, String name, T value) {
        if (!known.contains(setting) || setting.isNamed() == name.isEmpty()) {
            problems.add(setting.key(name) + ": found a value (set in code), expected a known setting, with a name"
                    + " exactly where its key has a *");
        } else {
            put(setting, new Slot(setting, name, false), value, Layer.CODE, "code");
        }
        return this;
    }

    private <T> void put(Setting<T> setting, Slot slot, T value, Layer layer, String source) {
        String key = setting.key(slot.name());
        Map<Layer, Given> layers = given.computeIfAbsent(slot, made -> new EnumMap<>(Layer.class));
        Given before = layers.putIfAbsent(layer, new Given(value, source));
        if (before != null && !before.value().equals(value)) {
            problems.add(key + ": found " + setting.unit().write(value) + " (set in " + source
                    + ") beside another value (set in " + before.source() + "), expected it to be set once");
            return;
        }
        setting.objection(value)
                .ifPresent(expected -> problems.add(key + ": found "
                        + setting.unit().write(value) + " (set in " + source + "), expected " + expected));
    }

    /** Notes something else that is wrong, to be said with the rest. */
    public ConfigurationBuilder problem(String line) {
        problems.add(line);
        return this;
    }

    /** Returns the values without complaining; {@link Configuration#problems()} says what is wrong. */
    public Configuration collect() {
        return new Configuration(Set.copyOf(known), given, problems);
    }

    /**
     * Returns the values.
     *
     * @throws IllegalArgumentException with everything that is wrong, one a line
     */
    public Configuration build() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the settings cannot be used:\n  " + String.join("\n  ", problems));
        }
        return collect();
    }
}
