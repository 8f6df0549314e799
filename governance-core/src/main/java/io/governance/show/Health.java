package io.governance.show;

import io.governance.judge.Examination;
import io.governance.judge.Level;
import io.governance.measure.Time;
import org.jspecify.annotations.Nullable;

/**
 * What load balancers and orchestrators are told about this process: is it live, ready, started, and how well is it.
 *
 * <p><b>Live</b> fails only when the application said {@link #markBroken}, or when a heartbeat that once was there has
 * been silent for 60 seconds; never for load, memory or a threshold, since a restart cures none of them. Time in which
 * the whole process stood still (a long collection, a suspended machine) does not count as silence.
 *
 * <p><b>Ready</b> fails only when not started, draining or broken. A critical finding leaves it at 200, with the status
 * {@code warn} and the header {@code x-envoy-degraded}: leaving rotation because of findings needs permits shared by
 * the fleet, so that not all nodes leave at once, and those do not exist yet. <b>Started</b> never goes back.
 *
 * <p>Every answer is rendered when something changes, so that asking touches nothing but memory. Thread-safe.
 */
public final class Health {
    private record View(Condition condition, Page beating, Page silent) {}

    private final Time time;
    private final Silence silence = new Silence();
    private volatile View view;

    /**
     * Makes the health of a process that is not started yet.
     *
     * @param service name shown to local callers
     */
    public Health(String service, Time time) {
        this.time = time;
        this.view = render(Condition.initial(service));
    }

    /** Shows the latest examination. To be called about once a second; from then on 60 seconds without it are fatal. */
    public synchronized void update(Examination latest) {
        silence.beat(time.nanos());
        publish(view.condition.examined(latest));
    }

    /** Says that the application can take traffic. */
    public synchronized void markStarted() {
        publish(view.condition.started());
    }

    /** Says that the application is about to stop: no new traffic, at once and for good; it stays live. */
    public synchronized void markDraining() {
        publish(view.condition.draining());
    }

    /**
     * Says that only a restart can help: neither live nor ready any more.
     *
     * @param reason shown to local callers
     */
    public synchronized void markBroken(String reason) {
        publish(view.condition.broken(reason));
    }

    /** Returns whether traffic may come. */
    public boolean isReady() {
        return view.condition.whyNotReady() == null;
    }

    /** Returns whether the process should be left running. */
    public boolean isLive() {
        return view.condition.whyNotLive() == null && !isSilent();
    }

    /** Returns the worst level of the latest examination; {@link Level#NO_DATA} before the first. */
    public Level level() {
        @Nullable Examination latest = view.condition.latest();
        return latest == null ? Level.NO_DATA : latest.level();
    }

    Page page() {
        View rendered = view;
        return isSilent() ? rendered.silent : rendered.beating;
    }

    /** The whole process stood still for so long: that is not the heartbeat's fault. */
    void excuse(long nanos) {
        silence.excuse(nanos);
    }

    private boolean isSilent() {
        return silence.isTooLong(time.nanos());
    }

    private void publish(Condition next) {
        view = render(next);
    }

    private View render(Condition shown) {
        return new View(shown, Page.render(shown, time.now()), Page.render(shown.silent(), time.now()));
    }
}
