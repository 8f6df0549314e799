package io.governance.examples.faults;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** HAProxy with active checks, asked over its own socket what it thinks of each server. */
final class HaProxy implements Balancer {
    private static final String BACKEND = "shop";

    private final Process process;
    private final Path socket;
    private final int port;
    private final int plainPort;

    private HaProxy(Process process, Path socket, int port, int plainPort) {
        this.process = process;
        this.socket = socket;
        this.port = port;
        this.plainPort = plainPort;
    }

    /**
     * Starts HAProxy.
     *
     * @param probeInterval the time between two checks of a server that is well
     */
    static HaProxy start(List<Instance> instances, Path folder, Duration probeInterval)
            throws IOException, InterruptedException {
        Map<String, String> values = Balancer.ports(instances);
        int port = Tool.freePort();
        int plainPort = Tool.freePort();
        Path socket = folder.resolve("haproxy.sock");
        values.put("port", Integer.toString(port));
        values.put("plain.port", Integer.toString(plainPort));
        values.put("socket", socket.toString());
        values.put("inter", probeInterval.toMillis() + "ms");
        values.put("timeout", probeInterval.toMillis() * 3 / 10 + "ms");
        values.put("fastinter", probeInterval.toMillis() / 20 + "ms");
        Path file = Template.fill("haproxy.cfg", values, folder);
        Process process = Tool.HAPROXY.serve(port, folder, "-db", "-f", file.toString());
        return new HaProxy(process, socket, port, plainPort);
    }

    @Override
    public int port() {
        return port;
    }

    /** Returns the port where callers meet the same servers without any second attempt. */
    int plainPort() {
        return plainPort;
    }

    /** Returns what it thinks of each server now. */
    Map<String, ServerState> servers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
            byte[] answer = Channels.newInputStream(channel).readAllBytes();
            return ServerState.parse(new String(answer, StandardCharsets.US_ASCII), BACKEND);
        } catch (IOException e) {
            throw new IllegalStateException("HAProxy does not answer on " + socket + " (" + e.getMessage() + ")", e);
        }
    }

    /** Returns the names of the servers that get traffic. */
    Set<String> inRotation() {
        return servers().values().stream()
                .filter(ServerState::isInRotation)
                .map(ServerState::name)
                .collect(Collectors.toSet());
    }

    boolean isInRotation(Instance instance) {
        return inRotation().contains(instance.name());
    }

    @Override
    public void close() {
        Children.kill(process);
    }
}
