package io.governance;

import io.governance.judge.Policy;
import io.governance.settings.Setting;
import java.util.List;
import java.util.stream.Stream;

/** Every setting that a governance knows; each package declares its own. */
final class KnownSettings {
    private KnownSettings() {}

    static List<Setting<?>> all() {
        return Stream.<List<Setting<?>>>of(Policy.settings())
                .flatMap(List::stream)
                .toList();
    }
}
