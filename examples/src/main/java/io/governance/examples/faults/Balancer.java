package io.governance.examples.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real balancer, in front of instances. */
interface Balancer extends AutoCloseable {
    /** Starts a balancer in front of instances that run already. */
    @FunctionalInterface
    interface Launcher<B extends Balancer> {
        B start(List<Instance> instances, Path folder) throws IOException, InterruptedException;
    }

    /** Returns the port that callers come to. */
    int port();

    /** Returns whether every instance gets traffic, as far as the balancer says so. */
    default boolean isComplete() {
        return true;
    }

    @Override
    void close();

    /** Returns the ports of instances by their names in configuration files: {@code a.service}, {@code a.health}. */
    static Map<String, String> ports(List<Instance> instances) {
        Map<String, String> ports = new HashMap<>();
        for (Instance instance : instances) {
            instance.ports().forEach((what, port) -> ports.put(instance.name() + "." + what, Integer.toString(port)));
        }
        return ports;
    }
}
