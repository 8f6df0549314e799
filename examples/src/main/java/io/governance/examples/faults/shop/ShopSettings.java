package io.governance.examples.faults.shop;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an instance is started with: arguments such as {@code node=a database=jdbc:...}.
 *
 * @param node its name
 * @param database where the prices are; without one all prices are list prices
 * @param store where the fleet remembers; without one the instance remembers for itself
 * @param linger how long it goes on serving when it is asked to stop
 */
record ShopSettings(String node, Optional<String> database, Optional<String> store, Duration linger) {
    private static final Set<String> KEYS = Set.of("node", "database", "store", "linger");

    static ShopSettings parse(String... arguments) {
        Map<String, String> values = new TreeMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !KEYS.contains(key)) {
                throw new IllegalArgumentException("found '" + argument + "', expected KEY=VALUE with one of " + KEYS);
            }
            values.put(key, argument.substring(equals + 1));
        }
        return new ShopSettings(
                values.getOrDefault("node", "shop"),
                Optional.ofNullable(values.get("database")),
                Optional.ofNullable(values.get("store")),
                Duration.ofMillis(Long.parseLong(values.getOrDefault("linger", "0"))));
    }
}
