package io.governance.flags;

import java.util.Map;
import java.util.Set;
import org.togglz.core.Feature;
import org.togglz.core.metadata.FeatureGroup;
import org.togglz.core.metadata.FeatureMetaData;
import org.togglz.core.metadata.SimpleFeatureGroup;
import org.togglz.core.repository.FeatureState;

/** What Togglz shows beside the name of a swap. */
record SwapMetaData(Feature feature, String operation) implements FeatureMetaData {
    @Override
    public String getLabel() {
        return feature.name() + " (" + operation + ")";
    }

    @Override
    public FeatureState getDefaultFeatureState() {
        return new FeatureState(feature, false);
    }

    @Override
    public Set<FeatureGroup> getGroups() {
        return Set.of(new SimpleFeatureGroup("swaps"));
    }

    @Override
    public Map<String, String> getAttributes() {
        return Map.of("operation", operation);
    }
}
