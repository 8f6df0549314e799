package io.governance.examples.faults;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at HAProxy's view again and again: who changed how often, and how many were out at the same time. */
final class RotationWatch implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;

    private final HaProxy balancer;
    private final Thread thread;
    private final Map<String, Integer> changes = new HashMap<>();
    private final Set<String> everOut = new HashSet<>();
    private @Nullable Set<String> lastIn;
    private int mostOut;
    private int servers;

    private RotationWatch(HaProxy balancer) {
        this.balancer = balancer;
        this.thread = new Thread(this::watch, "rotation-watch");
        thread.setDaemon(true);
    }

    static RotationWatch start(HaProxy balancer) {
        RotationWatch watch = new RotationWatch(balancer);
        watch.look();
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        Map<String, ServerState> states = balancer.servers();
        Set<String> in = new HashSet<>();
        states.values().stream().filter(ServerState::isInRotation).forEach(state -> in.add(state.name()));
        servers = states.size();
        mostOut = Math.max(mostOut, servers - in.size());
        for (String server : states.keySet()) {
            if (lastIn != null && lastIn.contains(server) != in.contains(server)) {
                changes.merge(server, 1, Integer::sum);
            }
            if (!in.contains(server)) {
                everOut.add(server);
            }
        }
        lastIn = in;
    }

    /** Returns how often a server left or came back. */
    synchronized int changes(String server) {
        return changes.getOrDefault(server, 0);
    }

    /** Returns the largest share of all servers that was out at one moment. */
    synchronized double mostOutShare() {
        return (double) mostOut / servers;
    }

    /** Returns who was out at any time. */
    synchronized Set<String> everOut() {
        return Set.copyOf(everOut);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
