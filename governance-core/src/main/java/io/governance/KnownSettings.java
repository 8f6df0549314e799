package io.governance;

import io.governance.judge.Policy;
import io.governance.leak.LeakWatch;
import io.governance.settings.Setting;
import io.governance.show.AlertSettings;
import io.governance.show.Health;
import java.util.List;
import java.util.stream.Stream;

/** Every setting that a governance knows; each package declares its own. */
final class KnownSettings {
    private KnownSettings() {}

    static List<Setting<?>> all() {
        return Stream.<List<Setting<?>>>of(
                        Policy.settings(),
                        AlertSettings.settings(),
                        List.of(LeakWatch.CLASS_HISTOGRAM),
                        List.of(Health.FLEET_SHARE))
                .flatMap(List::stream)
                .toList();
    }
}
