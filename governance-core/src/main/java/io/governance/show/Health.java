package io.governance.show;

import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Level;
import io.governance.measure.Time;
import io.governance.remember.Store;
import io.governance.settings.Setting;
import io.governance.settings.Unit;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What load balancers and orchestrators are told about this process: is it live, ready, started, and how well is it.
 *
 * <p><b>Live</b> fails only when the application said {@link #markBroken}, when a heartbeat that once was there has been
 * silent for 60 seconds, or, when {@linkplain #watchDeadlocks asked for}, on a lasting deadlock; never for load, memory
 * or a threshold, since a restart cures none of them. Time in which the whole process stood still or had no processor
 * left does not count as silence.
 *
 * <p><b>Ready</b> fails when not started, draining or broken; and when this instance has critical trouble of its own
 * ({@link DependencyKind#LOCAL}) in three of the last five examinations <em>and</em> the fleet permits it to leave, so
 * that not all leave at once. It comes back after five good ones. Trouble that the fleet shares takes nobody out: it
 * leaves ready at 200, with the status {@code warn}, the header {@code x-envoy-degraded} and a lower weight. In the first
 * 60 seconds after the start, figures only warn. <b>Started</b> never goes back.
 *
 * <p>Every answer is rendered when something changes, so that asking touches nothing but memory. Thread-safe.
 */
public final class Health {
    /** How much of the fleet may leave rotation at once: the floor of this share of its nodes. */
    public static final Setting<Double> FLEET_SHARE = Setting.of(
            "governance.health.fleet-share",
            Unit.SHARE,
            0.34,
            "share of the store's nodes that may leave rotation at once, rounded down");

    private static final Duration CHECK_PERIOD = Duration.ofSeconds(5);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

    private record View(Condition condition, Page beating, Page silent, Page readmitted) {}

    private final Time time;
    private final Silence silence = new Silence();
    private final Turnstile turnstile;
    private final Dependencies dependencies;
    private @Nullable Deadlock deadlock;
    private Duration grace = Turnstile.GRACE;
    private long startedNanos;
    private volatile View view;

    /**
     * Makes the health of a process that is not started yet, with threads of its own for checks.
     *
     * @param service name shown to callers who may see details
     */
    public Health(String service, Time time) {
        this(service, time, checkThreads());
    }

    /**
     * Makes the health of a process that is not started yet.
     *
     * @param service name shown to callers who may see details
     * @param checks runs the checks of dependencies; each may wait
     */
    public Health(String service, Time time, Executor checks) {
        this.time = time;
        this.turnstile = new Turnstile(time);
        this.dependencies = new Dependencies(time, checks);
        this.startedNanos = time.nanos();
        this.view = render(Condition.initial(service));
    }

    /** Returns threads for the checks of dependencies: one for each at most, none while nothing is checked. */
    public static Executor checkThreads() {
        return new CheckThreads();
    }

    /** Shows the latest examination. To be called about once a second; from then on 60 seconds without it are fatal. */
    public synchronized void update(Examination latest) {
        long now = time.nanos();
        silence.beat(now);
        dependencies.look();
        boolean isGrace = now - startedNanos < grace.toNanos();
        Rotation next = turnstile.next(latest, isGrace);
        Condition examined = view.condition.examined(latest, next, dependencies.states());
        boolean isStuck = deadlock != null && examined.breakage() == null && deadlock.isLasting(now);
        publish(isStuck ? examined.broken("threads have waited for each other for 60 s") : examined);
    }

    /**
     * Says what this application depends on: checked every five seconds, within two, never by a probe.
     *
     * @param name shown to callers who may see details, and the subject of the finding {@code DEPENDENCY_DOWN}
     * @param kind whose trouble it is when it is down
     * @param check returns whether it is there; may wait, and may throw. Called by one thread at a time, interrupted
     *     at its time limit
     * @return what forgets it again
     * @throws IllegalArgumentException when the name is blank or taken, or there are 16 already
     */
    public Runnable dependency(String name, DependencyKind kind, Callable<Boolean> check) {
        return dependency(name, kind, CHECK_PERIOD, CHECK_TIMEOUT, check);
    }

    /**
     * Says what this application depends on, and how often to look.
     *
     * @param period from one check to the next
     * @param timeout a check that takes longer has failed
     * @return what forgets it again
     * @throws IllegalArgumentException when the name is blank or taken, a duration is not positive, or there are 16
     *     already
     */
    public Runnable dependency(
            String name, DependencyKind kind, Duration period, Duration timeout, Callable<Boolean> check) {
        return dependencies.add(name, kind, check, period, timeout);
    }

    /** Returns the examiner that makes findings of dependencies that are down. */
    public Examiner dependencies() {
        return dependencies;
    }

    /**
     * Shares permits to leave rotation with the other nodes of the store; without, this instance never leaves by itself.
     *
     * @param share of the nodes seen within 30 seconds that may be out at once; rounded down
     * @param rememberer runs what talks to the store, on a thread that may wait
     * @throws IllegalArgumentException when the share is not between 0 and 1
     */
    public void joinFleet(Store store, double share, Executor rememberer) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "fleet: found a share of " + share + " that may leave rotation at once, expected 0 to 1");
        }
        turnstile.join(new FleetFuse(store, store.node(), share, time, rememberer));
    }

    /** Says to the fleet that this node is alive, and settles its permit. Does I/O; to be called every five seconds. */
    public void beSeen() {
        turnstile.settle();
    }

    /** Sets for how long after the start figures only warn, since caches are cold; 60 seconds unless said otherwise. */
    public synchronized void startGrace(Duration lasting) {
        if (lasting.isNegative() || lasting.compareTo(Dependencies.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "start grace: found " + lasting + ", expected 0 to " + Dependencies.LONGEST.toDays() + " days");
        }
        grace = lasting;
    }

    /** Lets a deadlock that persists for 60 seconds fail liveness. Asks the JVM every ten seconds. */
    public synchronized void watchDeadlocks() {
        deadlock = Deadlock.ofThisProcess(time.nanos());
    }

    /** Says that the application can take traffic. */
    public synchronized void markStarted() {
        if (!view.condition.isStarted()) {
            startedNanos = time.nanos();
        }
        publish(view.condition.started());
    }

    /** Says that the application is about to stop: no new traffic, at once and for good; it stays live. */
    public synchronized void markDraining() {
        publish(view.condition.draining());
    }

    /**
     * Says that the application is about to stop, and waits while it goes on serving, until balancers have noticed.
     *
     * @param lasting at least the interval of the balancer's checks times those it needs; then stop serving
     */
    public void drain(Duration lasting) {
        markDraining();
        Drain.await(lasting);
    }

    /**
     * Drains when the JVM is told to stop, and lets it stop after that. Other shutdown hooks run at the same time: one
     * that stops serving must do so after its own {@link #drain}.
     *
     * @return what takes this back
     */
    public Runnable drainOnShutdown(Duration lasting) {
        return Drain.onShutdown(() -> drain(lasting));
    }

    /**
     * Says that only a restart can help: neither live nor ready any more.
     *
     * @param reason shown to callers who may see details
     */
    public synchronized void markBroken(String reason) {
        publish(view.condition.broken(reason));
    }

    /** Returns whether traffic may come. */
    public boolean isReady() {
        return shown().whyNotReady() == null;
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
        if (isSilent()) {
            return rendered.silent;
        }
        return isLapsed(rendered.condition) ? rendered.readmitted : rendered.beating;
    }

    /** The whole process stood still, or had no processor left, for so long: that is not the heartbeat's fault. */
    void excuse(long nanos) {
        silence.excuse(nanos);
    }

    private Condition shown() {
        Condition condition = view.condition;
        return isSilent() || isLapsed(condition) ? condition.readmitted() : condition;
    }

    private boolean isLapsed(Condition condition) {
        return condition.rotation().outFor() != null && !turnstile.isPermitted(time.nanos());
    }

    /** Who is draining has been told to stop, and may have stopped its heartbeat first. */
    private boolean isSilent() {
        return !view.condition.isDraining() && silence.isTooLong(time.nanos());
    }

    private void publish(Condition next) {
        view = render(next);
    }

    private View render(Condition shown) {
        Page beating = Page.render(shown, time.now());
        boolean isOut = shown.rotation().outFor() != null;
        return new View(
                shown,
                beating,
                Page.render(shown.silent(), time.now()),
                isOut ? Page.render(shown.readmitted(), time.now()) : beating);
    }
}
