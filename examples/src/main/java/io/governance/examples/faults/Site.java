package io.governance.examples.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Three instances behind a balancer, under load. */
final class Site<B extends Balancer> implements AutoCloseable {
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    /** A moderate rate: what is measured is who loses answers, not how many can be given. */
    static final int CALLS_PER_SECOND = 100;

    private final List<Instance> instances;
    private final B balancer;
    private final OpenLoad load;

    private Site(List<Instance> instances, B balancer, OpenLoad load) {
        this.instances = instances;
        this.balancer = balancer;
        this.load = load;
    }

    /** Starts everything, and lets callers come for a while. */
    static <B extends Balancer> Site<B> open(
            Path folder, int callsPerSecond, Function<String, List<String>> settings, Balancer.Launcher<B> launcher)
            throws IOException, InterruptedException {
        List<Instance> instances = new ArrayList<>();
        try {
            for (String name : NAMES) {
                instances.add(Instance.start(name, settings.apply(name), folder));
            }
            for (Instance instance : instances) {
                instance.awaitStart();
            }
            B balancer = launcher.start(instances, folder);
            Site<B> site = new Site<>(instances, balancer, OpenLoad.start(balancer.port(), callsPerSecond));
            Trial.pass(WARM_UP);
            site.load().countAfresh();
            return site;
        } catch (IOException | InterruptedException | RuntimeException e) {
            instances.forEach(Instance::close);
            throw e;
        }
    }

    /** Returns the instance that things happen to. */
    Instance victim() {
        return instances.get(1);
    }

    List<Instance> instances() {
        return instances;
    }

    B balancer() {
        return balancer;
    }

    OpenLoad load() {
        return load;
    }

    @Override
    public void close() {
        load.close();
        balancer.close();
        instances.forEach(Instance::close);
    }
}
