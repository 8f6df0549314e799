package io.governance.examples.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at HAProxy's view again and again: who left when, who changed how often, how many were out at once. */
final class RotationWatch implements AutoCloseable {
    private static final long LOOK_MILLIS = 25;

    private final HaProxy balancer;
    private final String backend;
    private final Thread thread;
    private final Map<String, Integer> changes = new HashMap<>();
    private final Map<String, Long> leftNanos = new HashMap<>();
    private final Map<String, Integer> leastWeights = new HashMap<>();
    private final List<String> story = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private Set<String> out = Set.of();
    private double mostOutShare;
    private volatile @Nullable IllegalStateException failure;
    private volatile boolean isClosed;

    private RotationWatch(HaProxy balancer, String backend) {
        this.balancer = balancer;
        this.backend = backend;
        this.thread = new Thread(this::watch, "watch-" + backend);
        thread.setDaemon(true);
    }

    /** Starts looking at the view of {@link HaProxy#CHECKED} or {@link HaProxy#AGENT}; all servers should be in. */
    static RotationWatch start(HaProxy balancer, String backend) {
        RotationWatch watch = new RotationWatch(balancer, backend);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                note(balancer.servers(backend), System.nanoTime());
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            if (!isClosed) {
                failure = e;
            }
        }
    }

    /** Who has not seen everything may not say that nothing happened. */
    private void checkSighted() {
        if (failure != null) {
            throw new IllegalStateException("the view of " + backend + " could not be read all the time", failure);
        }
    }

    private synchronized void note(Map<String, ServerState> servers, long nowNanos) {
        Set<String> nowOut = new HashSet<>();
        for (ServerState server : servers.values()) {
            if (server.isInRotation()) {
                leastWeights.merge(server.name(), server.weight(), Math::min);
            } else {
                nowOut.add(server.name());
                leftNanos.putIfAbsent(server.name(), nowNanos);
            }
            if (out.contains(server.name()) == server.isInRotation()) {
                changes.merge(server.name(), 1, Integer::sum);
                story.add(TimeUnit.NANOSECONDS.toMillis(nowNanos - startNanos) + " ms: " + server.name() + " "
                        + server.status() + " (" + server.check() + ")");
            }
        }
        out = nowOut;
        mostOutShare = Math.max(mostOutShare, (double) nowOut.size() / servers.size());
    }

    /** Returns what changed when, in one line. */
    synchronized String story() {
        checkSighted();
        return backend + ": " + (story.isEmpty() ? "nothing changed" : String.join(", ", story));
    }

    /** Returns how often an instance left or came back. */
    synchronized int changes(Instance instance) {
        checkSighted();
        return changes.getOrDefault(instance.name(), 0);
    }

    /** Returns whether an instance was out at any time. */
    synchronized boolean hasLeft(Instance instance) {
        checkSighted();
        return leftNanos.containsKey(instance.name());
    }

    /** Returns the names of those that were out at any time. */
    synchronized Set<String> everOut() {
        checkSighted();
        return Set.copyOf(leftNanos.keySet());
    }

    /** Returns how long after a moment an instance left first; {@link Trial#NEVER} when it did not. */
    synchronized long millisUntilOut(Instance instance, long sinceNanos) {
        checkSighted();
        Long left = leftNanos.get(instance.name());
        return left == null ? Trial.NEVER : TimeUnit.NANOSECONDS.toMillis(left - sinceNanos);
    }

    /** Returns the smallest weight that an instance had while it was in rotation. */
    synchronized int leastWeight(Instance instance) {
        checkSighted();
        return leastWeights.getOrDefault(instance.name(), 0);
    }

    /** Returns the largest share of all instances that was out at one moment. */
    synchronized double mostOutShare() {
        checkSighted();
        return mostOutShare;
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
    }
}
