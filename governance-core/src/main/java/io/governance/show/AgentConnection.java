package io.governance.show;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One agent check: told one line at once, whether or not it says something itself; then the connection ends. */
final class AgentConnection implements Caller {
    private static final int DISCARDED_BYTES = 512;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer line;
    private final long sinceNanos;
    private boolean isTold;

    AgentConnection(SocketChannel channel, SelectionKey key, ByteBuffer line, long nowNanos) {
        this.channel = channel;
        this.key = key;
        this.line = line;
        this.sinceNanos = nowNanos;
    }

    /** What it sends is read and forgotten: closing on unread bytes would reset the connection and lose the line. */
    @Override
    public void serve(long nowNanos) throws IOException {
        if (line.hasRemaining()) {
            channel.write(line);
        }
        if (!line.hasRemaining() && !isTold) {
            isTold = true;
            channel.shutdownOutput();
        }
        key.interestOps(isTold ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        if (channel.read(ByteBuffer.allocate(DISCARDED_BYTES)) < 0) {
            close();
        }
    }

    @Override
    public long sinceNanos() {
        return sinceNanos;
    }

    @Override
    public boolean isIncomplete() {
        return true;
    }

    @Override
    public boolean isLate(long nowNanos) {
        return nowNanos - sinceNanos >= REQUEST_NANOS;
    }

    @Override
    public boolean isOwed() {
        return !isTold;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() {
        Caller.close(channel, key);
    }
}
