package io.governance.flags;

import io.governance.Governance;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.togglz.core.Feature;
import org.togglz.core.activation.Parameter;
import org.togglz.core.activation.ParameterBuilder;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.manager.FeatureManagerBuilder;
import org.togglz.core.metadata.FeatureMetaData;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.StateRepository;
import org.togglz.core.spi.ActivationStrategy;
import org.togglz.core.spi.FeatureProvider;
import org.togglz.core.user.FeatureUser;
import org.togglz.core.user.NoOpUserProvider;
import org.togglz.core.util.NamedFeature;

/**
 * Shows the open swaps of a governance as features of Togglz, so that its console lists them and can switch them off.
 *
 * <p>A projection: it reads the state in memory, and a call of a swap never asks it. Disabling a feature kills its swap,
 * with {@code togglz} as the name in the ledger. Enabling or editing one is refused with {@link IllegalStateException}:
 * a swap is started through its gates. Thread-safe.
 */
public final class SwapFeatures implements FeatureProvider, StateRepository, ActivationStrategy {
    /** The id of the strategy that stands at every feature. */
    public static final String STRATEGY = "governance-swap";

    private final Swaps swaps;

    private SwapFeatures(Swaps swaps) {
        this.swaps = swaps;
    }

    /** Returns the features of a governance, for a Togglz configuration of one's own. */
    public static SwapFeatures of(Governance governance) {
        return new SwapFeatures(Swaps.of(governance));
    }

    /** Returns a feature manager that knows nothing but the swaps of a governance. */
    public static FeatureManager manager(Governance governance) {
        SwapFeatures features = of(governance);
        return new FeatureManagerBuilder()
                .name("governance")
                .featureProvider(features)
                .stateRepository(features)
                .activationStrategy(features)
                .userProvider(new NoOpUserProvider())
                .build();
    }

    @Override
    public Set<Feature> getFeatures() {
        Set<Feature> features = new LinkedHashSet<>();
        swaps.all().stream().map(Swap::name).sorted().forEach(name -> features.add(new NamedFeature(name)));
        return features;
    }

    /** Returns a label that names the operation, or null when no swap of this name is open. */
    @Override
    public @Nullable FeatureMetaData getMetaData(Feature feature) {
        return swaps.find(feature.name())
                .map(swap -> new SwapMetaData(feature, swap.operation().name()))
                .orElse(null);
    }

    /** Returns the state with stage, share, attempt and reason as parameters; null when no such swap is open. */
    @Override
    public @Nullable FeatureState getFeatureState(Feature feature) {
        Optional<SwapState> found = swaps.find(feature.name()).map(Swap::state);
        if (found.isEmpty()) {
            return null;
        }
        SwapState state = found.get();
        return new FeatureState(feature, isOn(state.stage()))
                .setStrategyId(STRATEGY)
                .setParameter("stage", state.stage().name())
                .setParameter("share", String.format(Locale.ROOT, "%.4g", state.share()))
                .setParameter("attempt", Integer.toString(state.attempt()))
                .setParameter("reason", state.reason());
    }

    private static boolean isOn(Stage stage) {
        return stage != Stage.OFF && stage != Stage.ROLLED_BACK;
    }

    /**
     * Kills the swap when the state is disabled.
     *
     * @throws IllegalArgumentException when no such swap is open
     * @throws IllegalStateException when the state is enabled: a swap is started through its gates
     */
    @Override
    public void setFeatureState(FeatureState wanted) {
        String name = wanted.getFeature().name();
        Swap<?, ?> swap = swaps.find(name)
                .orElseThrow(() -> new IllegalArgumentException("no swap named '" + name + "' is open"));
        if (wanted.isEnabled()) {
            throw new IllegalStateException(
                    "swap " + name + " is in " + swap.state().stage()
                            + " and cannot be enabled or edited here: it starts by Swap.start(), through its gates, and goes"
                            + " forward by evidence; only disabling is possible");
        }
        if (isOn(swap.state().stage())) {
            swap.kill("togglz", "the feature was disabled");
        }
    }

    @Override
    public String getId() {
        return STRATEGY;
    }

    @Override
    public String getName() {
        return "Swap (stage and share follow the evidence)";
    }

    /** Returns whether every call gets the new side: before that each call has a coin of its own, whoever asks. */
    @Override
    public boolean isActive(FeatureState state, @Nullable FeatureUser user) {
        return swaps.find(state.getFeature().name())
                .map(swap -> swap.state().stage())
                .filter(stage -> stage == Stage.COMPLETE || stage == Stage.REMOVED)
                .isPresent();
    }

    @Override
    public Parameter[] getParameters() {
        return new Parameter[] {
            parameter("stage", "Stage"),
            parameter("share", "Share of the new side"),
            parameter("attempt", "Attempt"),
            parameter("reason", "Reason")
        };
    }

    private static Parameter parameter(String name, String label) {
        return ParameterBuilder.create(name).label(label).optional().description("shown, not edited");
    }
}
