package io.governance.examples.faults.shop;

import io.governance.Governance;
import io.governance.judge.Examination;
import io.governance.judge.Level;
import io.governance.measure.Signal;

/**
 * A signal of this instance's own that goes 5 % above its critical line and 5 % below it, again and again: for one
 * examination each, for two, and so on up to eight, and from the start again.
 */
final class Wave {
    private static final double SWING = 0.05;
    private static final int LONGEST = 8;

    private final Governance governance;
    private Runnable removal = () -> {};
    private int length = 1;
    private int examined;
    private boolean isHigh = true;

    Wave(Governance governance) {
        this.governance = governance;
    }

    void start() {
        removal = governance.register(this::examine);
    }

    void stop() {
        removal.run();
    }

    private void examine(Examination.Draft draft) {
        double line = draft.policy().threshold(Signal.MEMORY).line(Level.CRITICAL);
        double value = line * (isHigh ? 1 + SWING : 1 - SWING);
        draft.reading(Signal.MEMORY, "wave", value, draft.policy().minimumSamples(), "wait: it is only a test");
        if (++examined == length) {
            examined = 0;
            length = isHigh ? length : length % LONGEST + 1;
            isHigh = !isHigh;
        }
    }
}
