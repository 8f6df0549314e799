package io.governance.settings;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of all known settings: what code says wins over the environment, and that over properties, whatever the
 * order in which they were handed over. Only what the application hands over is looked at. Immutable, thread-safe.
 */
public final class Configuration {
    enum Layer {
        PROPERTIES,
        ENVIRONMENT,
        CODE
    }

    /** @param isVariable whether the name comes from a variable, where only letters and digits tell names apart */
    record Slot(Setting<?> setting, String name, boolean isVariable) {}

    record Given(Object value, String source) {}

    private final Set<Setting<?>> known;
    private final Map<Slot, Map<Layer, Given>> given;
    private final List<String> problems;

    Configuration(Set<Setting<?>> known, Map<Slot, Map<Layer, Given>> given, List<String> problems) {
        this.known = known;
        this.given = new HashMap<>();
        given.forEach((slot, layers) -> this.given.put(slot, new EnumMap<>(layers)));
        this.problems = List.copyOf(problems);
    }

    /**
     * Returns a builder that knows these settings and no others.
     *
     * @throws IllegalArgumentException when two of them have keys that could be taken for one another
     */
    public static ConfigurationBuilder builder(List<? extends Setting<?>> known) {
        return new ConfigurationBuilder(known);
    }

    /**
     * Returns the value of a setting.
     *
     * @throws IllegalArgumentException when it was not declared, or has neither a value nor a default
     */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new IllegalArgumentException(setting + " has no value and no default; find() it"));
    }

    /** Returns the value of a setting, or its default if it has one. */
    public <T> Optional<T> find(Setting<T> setting) {
        Optional<T> set = find(setting, "");
        return set.isPresent() ? set : setting.byDefault();
    }

    /** Returns the value that was given for one name; the default is not looked at. */
    public <T> Optional<T> find(Setting<T> setting, String name) {
        Given found = given(setting, name);
        return found == null ? Optional.empty() : Optional.of(setting.typed(found.value()));
    }

    /** Returns where the value for one name comes from, such as {@code environment}; {@code the default} without one. */
    public String source(Setting<?> setting, String name) {
        Given found = given(setting, name);
        return found == null ? "the default" : found.source();
    }

    private @Nullable Given given(Setting<?> setting, String name) {
        if (!known.contains(setting)) {
            throw new IllegalArgumentException(
                    setting + " is not a known setting: declare it where the configuration is built");
        }
        Map<Layer, Given> exact = given.getOrDefault(new Slot(setting, name, false), Map.of());
        Map<Layer, Given> variable = given.getOrDefault(new Slot(setting, variable(name), true), Map.of());
        for (Layer layer : List.of(Layer.CODE, Layer.ENVIRONMENT, Layer.PROPERTIES)) {
            Given found = exact.getOrDefault(layer, variable.get(layer));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Returns the names that a setting was given for by its exact key. */
    public Set<String> names(Setting<?> setting) {
        return names(setting, false);
    }

    /** Returns the names that a setting was given for by a variable: upper case, all but letters and digits as _. */
    public Set<String> variableNames(Setting<?> setting) {
        return names(setting, true);
    }

    private Set<String> names(Setting<?> setting, boolean isVariable) {
        Set<String> names = new TreeSet<>();
        given.keySet().stream()
                .filter(slot -> slot.setting.equals(setting) && slot.isVariable == isVariable)
                .forEach(slot -> names.add(slot.name));
        return names;
    }

    /** Returns whether a name could have been meant by a variable's name. */
    public static boolean isMeant(String variableName, String name) {
        return variable(name).equals(variableName);
    }

    /** A {@code *} stands for a name in keys only. */
    private static String variable(String name) {
        return Setting.variable(name).replace('*', '_');
    }

    /** Returns everything that is wrong, one line each: only without any are the values to be used. */
    public List<String> problems() {
        return problems;
    }
}
