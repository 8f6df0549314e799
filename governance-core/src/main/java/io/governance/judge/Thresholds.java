package io.governance.judge;

import io.governance.measure.Signal;
import io.governance.settings.Configuration;
import io.governance.settings.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lines of every signal, and those of operations that have some of their own. Immutable.
 *
 * @param general by signal
 * @param byName of operations named exactly
 * @param byVariable of operations named by a variable, where only letters and digits tell names apart
 */
record Thresholds(
        Map<Signal, Threshold> general,
        Map<String, Map<Signal, Threshold>> byName,
        Map<String, Map<Signal, Threshold>> byVariable) {

    /** Draws all lines; what contradicts is added to the problems. */
    static Thresholds of(Configuration given, List<String> problems) {
        Map<Signal, Threshold> general = new EnumMap<>(Signal.class);
        for (Threshold protocol : PolicySettings.PROTOCOL) {
            Signal signal = protocol.signal();
            Threshold drawn = protocol;
            for (Level level : PolicySettings.LEVELS) {
                drawn = drawn.with(level, given.find(setting(signal, level)).orElse(Double.NaN));
            }
            new Contradictions(level -> setting(signal, level).key(), level -> source(given, signal, level), problems)
                    .check(drawn);
            general.put(signal, drawn);
        }
        Map<String, Map<Signal, Threshold>> byName = new TreeMap<>();
        names(given, false).forEach(name -> byName.put(name, own(given, name, general, problems)));
        Map<String, Map<Signal, Threshold>> byVariable = new TreeMap<>();
        names(given, true).forEach(name -> byVariable.put(name, own(given, name, general, problems)));
        return new Thresholds(general, byName, byVariable);
    }

    private static Map<Signal, Threshold> own(
            Configuration given, String name, Map<Signal, Threshold> general, List<String> problems) {
        Map<Signal, Threshold> own = new EnumMap<>(Signal.class);
        for (Signal signal : PolicySettings.OF_OPERATIONS) {
            Threshold ofAll = general.get(signal);
            Threshold drawn = ofAll;
            boolean isOwn = false; // a line that equals the general one is meant too: it wins over weaker sources
            for (Level level : PolicySettings.LEVELS) {
                Double line = given.find(operationSetting(signal, level), name).orElse(null);
                isOwn |= line != null;
                drawn = line == null || drawn == null ? drawn : drawn.with(level, line);
            }
            if (drawn != null && isOwn) {
                new Contradictions(
                                level -> operationSetting(signal, level).key(name),
                                level -> source(given, signal, level, name),
                                problems)
                        .check(drawn);
                own.put(signal, drawn);
            }
        }
        return own;
    }

    private static String source(Configuration given, Signal signal, Level level) {
        String source = given.source(setting(signal, level), "");
        return source.equals("the default") ? "the protocol" : source;
    }

    private static String source(Configuration given, Signal signal, Level level, String name) {
        Setting<Double> own = operationSetting(signal, level);
        return given.find(own, name).isPresent() ? given.source(own, name) : source(given, signal, level);
    }

    private static Set<String> names(Configuration given, boolean isVariable) {
        Set<String> names = new TreeSet<>();
        for (Signal signal : PolicySettings.OF_OPERATIONS) {
            for (Level level : PolicySettings.LEVELS) {
                Setting<Double> setting = operationSetting(signal, level);
                names.addAll(isVariable ? given.variableNames(setting) : given.names(setting));
            }
        }
        return names;
    }

    private static Setting<Double> setting(Signal signal, Level level) {
        return known(PolicySettings.line(signal, level), signal);
    }

    private static Setting<Double> operationSetting(Signal signal, Level level) {
        return known(PolicySettings.operationLine(signal, level), signal);
    }

    private static Setting<Double> known(@Nullable Setting<Double> setting, Signal signal) {
        if (setting == null) {
            throw new IllegalStateException("the policy declares no setting for " + signal.key());
        }
        return setting;
    }

    Threshold general(Signal signal) {
        Threshold threshold = general.get(signal);
        if (threshold == null) {
            throw new IllegalArgumentException(
                    "the policy has no threshold for " + signal.key() + "; it has some for " + general.keySet());
        }
        return threshold;
    }

    Threshold of(Signal signal, String subject) {
        Threshold own = byName.getOrDefault(subject, Map.of()).get(signal);
        if (own == null && !byVariable.isEmpty()) {
            for (Map.Entry<String, Map<Signal, Threshold>> named : byVariable.entrySet()) {
                if (Configuration.isMeant(named.getKey(), subject)) {
                    own = named.getValue().get(signal);
                }
            }
        }
        return own == null ? general(signal) : own;
    }
}
