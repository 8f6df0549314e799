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

/** HAProxy with active checks, asked over its own socket what it thinks of each server. */
final class HaProxy implements Balancer {
    /** The servers as HTTP checks see them. */
    static final String CHECKED = "shop";

    /** The same servers as their agents describe them. */
    static final String AGENT = "shop-agent";

    private final Process process;
    private final Path socket;
    private final int port;
    private final int plainPort;
    private final int agentPort;

    private HaProxy(Process process, Path socket, int port, int plainPort, int agentPort) {
        this.process = process;
        this.socket = socket;
        this.port = port;
        this.plainPort = plainPort;
        this.agentPort = agentPort;
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
        int agentPort = Tool.freePort();
        Path socket = folder.resolve("haproxy.sock");
        values.put("port", Integer.toString(port));
        values.put("plain.port", Integer.toString(plainPort));
        values.put("agent.port", Integer.toString(agentPort));
        values.put("socket", socket.toString());
        values.put("inter", probeInterval.toMillis() + "ms");
        values.put("timeout", probeInterval.toMillis() * 3 / 10 + "ms");
        values.put("fastinter", probeInterval.toMillis() / 20 + "ms");
        Path file = Template.fill("haproxy.cfg", values, folder);
        Process process = Tool.HAPROXY.serve(port, folder, "-db", "-f", file.toString());
        return new HaProxy(process, socket, port, plainPort, agentPort);
    }

    @Override
    public int port() {
        return port;
    }

    /** Returns the port where callers meet the same servers without any second attempt. */
    int plainPort() {
        return plainPort;
    }

    /** Returns the port where callers meet the same servers, chosen by what their agents say. */
    int agentPort() {
        return agentPort;
    }

    /**
     * Returns what it thinks of each server now.
     *
     * @param backend {@link #CHECKED} or {@link #AGENT}
     */
    Map<String, ServerState> servers(String backend) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
            byte[] answer = Channels.newInputStream(channel).readAllBytes();
            return ServerState.parse(new String(answer, StandardCharsets.US_ASCII), backend);
        } catch (IOException e) {
            throw new IllegalStateException("HAProxy does not answer on " + socket + " (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public boolean isComplete() {
        return servers(CHECKED).values().stream().allMatch(ServerState::isInRotation)
                && servers(AGENT).values().stream().allMatch(ServerState::isInRotation);
    }

    /** Returns whether HTTP checks leave an instance its traffic. */
    boolean isInRotation(Instance instance) {
        return isInRotation(CHECKED, instance);
    }

    /**
     * Returns whether an instance gets traffic.
     *
     * @param backend {@link #CHECKED} or {@link #AGENT}
     */
    boolean isInRotation(String backend, Instance instance) {
        ServerState state = servers(backend).get(instance.name());
        return state != null && state.isInRotation();
    }

    @Override
    public void close() {
        Children.kill(process);
    }
}
