package io.governance.judge;

import java.util.Set;

/**
 * Looks at what was measured and says what it finds. Every module brings its own; an application may add more.
 *
 * <p>Asked for one examination at a time: on the library's thread, or on that of whoever asks for an examination. The same measurements always give the same
 * findings. An examiner that throws is counted and named in the examination; the others go on.
 */
@FunctionalInterface
public interface Examiner {
    /** Adds readings and findings to the draft. */
    void examine(Examination.Draft draft);

    /** Returns what it looks at, so that an examination can say what nobody has looked at. */
    default Set<Area> areas() {
        return Set.of();
    }

    /** Returns the examiner of response time, errors and queries of every operation. */
    static Examiner operations() {
        return new OperationExaminer();
    }

    /** Returns the examiner of how fast operations use up their error budget; it keeps three days of counts. */
    static Examiner errorBudget() {
        return new BurnExaminer();
    }
}
