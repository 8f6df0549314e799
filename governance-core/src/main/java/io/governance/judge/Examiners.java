package io.governance.judge;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All examiners of one governance. Thread-safe. */
public final class Examiners {
    private final List<Examiner> all = new CopyOnWriteArrayList<>();

    /**
     * Adds an examiner; from now on every examination asks it.
     *
     * @return what removes it again
     */
    public Runnable register(Examiner examiner) {
        all.add(examiner);
        return () -> all.remove(examiner);
    }

    /** Returns the examiners in the order they were added. */
    public Collection<Examiner> all() {
        return List.copyOf(all);
    }
}
