package io.governance.show;

import io.governance.measure.Time;
import io.governance.settings.BearerToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Answers probes of load balancers from memory, on one thread of its own: a busy application still answers.
 *
 * <p>{@code /health}, {@code /health/live}, {@code /health/ready} and {@code /health/started} by GET, HEAD and OPTIONS,
 * and {@code OPTIONS *} as ready; HTTP/1.0 and 1.1, kept alive. At most 64 connections: the oldest that still owes its
 * request makes room for a new one. A request has 4 KiB, two seconds and no body. On a second port, HAProxy's agent
 * check is told {@code up ready 100%}, {@code drain} or {@code down #reason}.
 *
 * <p>Callers see the status only; details are for callers on this machine when the server is bound to a loopback address
 * or {@linkplain Builder#detailsOnThisMachine told so}, and for who brings a token. Who is reached through a proxy counts
 * as remote as long as the proxy says so. Thread-safe.
 */
public final class HealthServer implements AutoCloseable {
    private static final long STOP_MILLIS = 2_000;

    private final Selector selector;
    private final List<Port> ports;
    private final Thread thread;
    private final LongAdder failures = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    private HealthServer(Selector selector, List<Port> ports, Health health, Time time) {
        this.selector = selector;
        this.ports = ports;
        Standstill standstill = Standstill.ofThisProcess(time.nanos());
        ProbeLoop loop = new ProbeLoop(selector, ports, health, time, standstill, failures, dropped);
        this.thread = new Thread(loop, "governance-health-" + port());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts answering on every address of this machine, without an agent check.
     *
     * @param port 0 takes any free one
     * @throws IllegalArgumentException when that is no port
     * @throws IllegalStateException when the port is in use or may not be used; nothing is left open then
     */
    public static HealthServer start(Health health, int port) {
        return builder(health, port).build();
    }

    /**
     * Starts answering on one address, without an agent check.
     *
     * @throws IllegalArgumentException when the name of the address could not be resolved
     * @throws IllegalStateException when it is in use or not of this machine; nothing is left open then
     */
    public static HealthServer start(Health health, InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the health server cannot start: found the address "
                    + address.getHostString() + ", which no name service knows; expected one of this machine");
        }
        return builder(health, address.getPort()).address(address.getAddress()).build();
    }

    /**
     * Returns a builder of a server for every address of this machine.
     *
     * @param port 0 takes any free one
     */
    public static Builder builder(Health health, int port) {
        return new Builder(health, port);
    }

    /** Returns the port that is listened on for HTTP. */
    public int port() {
        return ports.get(0).number();
    }

    /**
     * Returns the port that is listened on for agent checks.
     *
     * @throws IllegalStateException when there is none
     */
    public int agentPort() {
        if (ports.size() < 2) {
            throw new IllegalStateException("this health server has no agent port; build it with agentPort(0)");
        }
        return ports.get(1).number();
    }

    /** Returns how often something went wrong that no caller can be blamed for. */
    public long failures() {
        return failures.sum();
    }

    /** Returns how many connections were closed without an answer: too slow, too many, or gone. */
    public long dropped() {
        return dropped.sum();
    }

    /** Stops answering and frees the ports. */
    @Override
    public void close() {
        try {
            for (Port port : ports) {
                port.close();
            }
            selector.close();
        } catch (IOException e) {
            failures.increment();
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private static final int LAST_PORT = 65_535;
        private static final int NO_PORT = -1;

        private final Health health;
        private final int port;
        private @Nullable InetAddress address;
        private @Nullable InetAddress agentAddress;
        private int agentPort = NO_PORT;
        private boolean isLoopbackTrusted;
        private boolean isRootReady;
        private boolean isGoneWhileDraining;
        private @Nullable BearerToken token;
        private Time time = Time.system();
        private final List<String> problems = new ArrayList<>();

        private Builder(Health health, int port) {
            this.health = health;
            this.port = checked("port", port);
        }

        /** Answers on this address of the machine only. */
        public Builder address(InetAddress only) {
            address = only;
            return this;
        }

        /** Answers HAProxy's agent check on a port of its own (0 takes any free one), for callers on this machine. */
        public Builder agentPort(int number) {
            return agentPort(InetAddress.getLoopbackAddress(), number);
        }

        /** Answers HAProxy's agent check on a port of its own, on this address of the machine. */
        public Builder agentPort(InetAddress at, int number) {
            agentAddress = at;
            agentPort = checked("agent port", number);
            return this;
        }

        /** Answers {@code /} as ready, for balancers that cannot be told a path. */
        public Builder rootIsReady() {
            isRootReady = true;
            return this;
        }

        /** Answers 404 instead of 503 while draining, for HAProxy's {@code http-check disable-on-404}. */
        public Builder notFoundWhileDraining() {
            isGoneWhileDraining = true;
            return this;
        }

        /** Shows details to every caller on this machine, even though the server is bound to other addresses too. */
        public Builder detailsOnThisMachine() {
            isLoopbackTrusted = true;
            return this;
        }

        /**
         * Shows details to whoever sends {@code Authorization: Bearer} with this token.
         *
         * @param secret 16 characters or more
         */
        public Builder detailsFor(String secret) {
            try {
                token = new BearerToken(secret);
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
            return this;
        }

        Builder time(Time clock) {
            time = clock;
            return this;
        }

        private int checked(String name, int number) {
            if (number < 0 || number > LAST_PORT) {
                problems.add(name + ": found " + number + ", expected 0 (any free one) to " + LAST_PORT);
            }
            return number;
        }

        /**
         * Starts answering.
         *
         * @throws IllegalArgumentException with everything that is wrong with the settings
         * @throws IllegalStateException when a port is in use or may not be used; nothing is left open then
         */
        public HealthServer build() {
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("the health server cannot start: " + String.join("; ", problems));
            }
            try {
                Selector selector = Selector.open();
                try {
                    return new HealthServer(selector, open(selector), health, time);
                } catch (RuntimeException e) {
                    selector.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new IllegalStateException("the health server cannot open a selector: " + e.getMessage(), e);
            }
        }

        private List<Port> open(Selector selector) throws IOException {
            InetSocketAddress http =
                    address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
            boolean isLocal = http.getAddress().isLoopbackAddress();
            Terms terms = new Terms(isLoopbackTrusted || isLocal, token, isRootReady, isGoneWhileDraining);
            Port first =
                    Port.open(selector, http, (channel, key, now) -> new Connection(channel, key, health, terms, now));
            if (agentPort == NO_PORT) {
                return List.of(first);
            }
            try {
                Port second = Port.open(
                        selector,
                        new InetSocketAddress(agentAddress, agentPort),
                        (channel, key, now) ->
                                new AgentConnection(channel, key, health.page().agentLine(), now));
                return List.of(first, second);
            } catch (RuntimeException e) {
                first.close();
                throw e;
            }
        }
    }
}
