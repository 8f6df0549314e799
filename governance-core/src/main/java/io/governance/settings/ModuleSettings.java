package io.governance.settings;

import java.util.List;

/**
 * The settings of a module beside core, found by {@code META-INF/services}: their keys are then known, checked and read
 * like core's own. The module reads the values from the {@link Configuration} among the governance's services.
 */
public interface ModuleSettings {
    /** Returns what can be set. */
    List<Setting<?>> settings();
}
