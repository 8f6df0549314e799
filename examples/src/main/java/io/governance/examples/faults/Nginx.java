package io.governance.examples.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx with passive checks: its own view is its log, which names every attempt that it made. */
final class Nginx implements Balancer {
    /** How long it leaves a server alone that failed twice; also in {@code nginx.conf}. */
    static final long FAIL_TIMEOUT_MILLIS = 2_000;

    private final Process process;
    private final Path log;
    private final int port;
    private final Map<String, String> ports;

    private Nginx(Process process, Path log, int port, Map<String, String> ports) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.ports = ports;
    }

    static Nginx start(List<Instance> instances, Path folder) throws IOException, InterruptedException {
        Map<String, String> values = Balancer.ports(instances);
        int port = Tool.freePort();
        values.put("port", Integer.toString(port));
        values.put("folder", folder.toString());
        Path file = Template.fill("nginx.conf", values, folder);
        Process process =
                Tool.NGINX.serve(port, folder, "-p", folder.toString(), "-e", "stderr", "-c", file.toString());
        return new Nginx(process, folder.resolve("access.log"), port, values);
    }

    @Override
    public int port() {
        return port;
    }

    /** Returns every attempt on an instance so far, in the order in which they ended. */
    List<Attempt> attempts(Instance instance) throws IOException {
        String server = "127.0.0.1:" + ports.get(instance.name() + ".service");
        return Files.readAllLines(log).stream()
                .flatMap(line -> Attempt.parse(line).stream())
                .filter(attempt -> attempt.server().equals(server))
                .toList();
    }

    @Override
    public void close() {
        Children.kill(process);
    }
}
