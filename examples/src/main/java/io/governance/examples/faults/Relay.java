package io.governance.examples.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A path between a client and a server on this machine, which can go silent: what is sent does not arrive any more. */
final class Relay implements AutoCloseable {
    private static final int BUFFER = 16_384;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final LongAdder broken = new LongAdder();
    private boolean isSilent;

    private Relay(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** Opens a path to a port of this machine. */
    static Relay to(int target) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        relay.run("relay-accept", relay::accept);
        return relay;
    }

    private void run(String name, Runnable work) {
        Thread thread = new Thread(work, name + "-" + listener.getLocalPort());
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Lets nothing through any more; connections stay open, as they do when a cable is pulled. */
    synchronized void silence() {
        isSilent = true;
    }

    /** Goes on with what was held back. */
    synchronized void mend() {
        isSilent = false;
        notifyAll();
    }

    /** Returns how often a connection broke. */
    long broken() {
        return broken.sum();
    }

    private synchronized void awaitPath() throws InterruptedException {
        while (isSilent) {
            wait();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                run("relay-connect", () -> connect(client));
            } catch (IOException e) {
                broken.increment(); // closed, which ends the loop, or a client that went away again
            }
        }
    }

    private void connect(Socket client) {
        try {
            awaitPath();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            run("relay-back", () -> pump(server, client));
            pump(client, server);
        } catch (IOException e) {
            close(client);
        } catch (InterruptedException e) {
            close(client);
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitPath();
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            broken.increment(); // one side is gone: the other learns it below
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(from);
        close(to);
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            broken.increment(); // it is gone either way
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        mend();
        sockets.forEach(this::close);
    }
}
