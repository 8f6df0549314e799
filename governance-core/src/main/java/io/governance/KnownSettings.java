package io.governance;

import io.governance.judge.Policy;
import io.governance.leak.LeakWatch;
import io.governance.settings.ModuleSettings;
import io.governance.settings.Setting;
import io.governance.show.AlertSettings;
import io.governance.show.Health;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Every setting that a governance knows; each package declares its own, and each module that is on the class path. */
final class KnownSettings {
    private KnownSettings() {}

    static List<Setting<?>> all() {
        Stream<List<Setting<?>>> ofModules = ServiceLoader.load(ModuleSettings.class).stream()
                .map(module -> module.get().settings());
        return Stream.concat(ofCore(), ofModules).flatMap(List::stream).toList();
    }

    private static Stream<List<Setting<?>>> ofCore() {
        return Stream.<List<Setting<?>>>of(
                Policy.settings(),
                AlertSettings.settings(),
                List.of(LeakWatch.CLASS_HISTOGRAM),
                List.of(Health.FLEET_SHARE));
    }
}
