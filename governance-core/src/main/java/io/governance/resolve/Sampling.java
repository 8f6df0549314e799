package io.governance.resolve;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Cuts what was measured so far into samples, so that a period can end now. Provided by the governance. */
@FunctionalInterface
public interface Sampling {
    /**
     * The end of a period.
     *
     * @param at when; samples of before end here, later ones begin here
     * @param written done when the store has the samples of before
     */
    record Cut(Instant at, CompletionStage<Void> written) {}

    /** Cuts now. Waits for nothing. */
    Cut cut();
}
