package io.governance.show;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One port that is listened on, and what is spoken there. */
final class Port {
    /** What is spoken with who connects. */
    interface Protocol {
        Caller open(SocketChannel channel, SelectionKey key, long nowNanos) throws IOException;
    }

    private static final int BACKLOG = 256;

    private final ServerSocketChannel listener;
    private final SelectionKey key;
    private final Protocol protocol;
    private final int number;

    private Port(ServerSocketChannel listener, SelectionKey key, Protocol protocol) {
        this.listener = listener;
        this.key = key;
        this.protocol = protocol;
        this.number = listener.socket().getLocalPort();
    }

    static Port open(Selector selector, InetSocketAddress address, Protocol protocol) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open();
            try {
                listener.bind(address, BACKLOG);
                listener.configureBlocking(false);
                return new Port(listener, listener.register(selector, SelectionKey.OP_ACCEPT), protocol);
            } catch (IOException | RuntimeException e) {
                listener.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "the health server cannot listen on port " + address.getPort() + " of " + address.getHostString()
                            + " (" + e.getMessage() + "); the application is not affected, but no probe is answered: "
                            + "stop what uses the port, or start the server on another one (0 takes any free one)",
                    e);
        }
    }

    int number() {
        return number;
    }

    boolean isKey(SelectionKey selected) {
        return key.equals(selected);
    }

    /** Returns the next caller, when there is one; an exception means that no other can be had now. */
    @Nullable
    SocketChannel accept() throws IOException {
        return listener.accept();
    }

    Caller open(SocketChannel channel, Selector selector, long nowNanos) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return protocol.open(channel, channel.register(selector, SelectionKey.OP_READ), nowNanos);
    }

    /** Lets callers wait in the kernel. */
    void pause() {
        key.interestOps(0);
    }

    void resume() {
        key.interestOps(SelectionKey.OP_ACCEPT);
    }

    void close() throws IOException {
        listener.close();
    }
}
