package io.governance.show;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One HTTP caller's connection: reads heads of requests, queues answers, closes without losing them. For one thread. */
final class Connection implements Caller {
    static final int REQUEST_BYTES = 4_096;
    static final long IDLE_NANOS = 120_000_000_000L;
    private static final int PIPELINED = 4;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Health health;
    private final Terms terms;
    private final boolean isLoopback;
    private final ByteBuffer in = ByteBuffer.allocate(REQUEST_BYTES);
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private long sinceNanos;
    private boolean isAnswered;
    private boolean isLast;
    private boolean isEnded;

    Connection(SocketChannel channel, SelectionKey key, Health health, Terms terms, long nowNanos) throws IOException {
        this.channel = channel;
        this.key = key;
        this.health = health;
        this.terms = terms;
        this.sinceNanos = nowNanos;
        this.isLoopback = channel.getRemoteAddress() instanceof InetSocketAddress peer
                && peer.getAddress().isLoopbackAddress();
    }

    @Override
    public long sinceNanos() {
        return sinceNanos;
    }

    @Override
    public boolean isIncomplete() {
        return !isAnswered || in.position() > 0 || !out.isEmpty() || isLast;
    }

    @Override
    public boolean isLate(long nowNanos) {
        return nowNanos - sinceNanos >= (isIncomplete() ? REQUEST_NANOS : IDLE_NANOS);
    }

    @Override
    public boolean isOwed() {
        return (!isLast && isIncomplete()) || !out.isEmpty();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void serve(long nowNanos) throws IOException {
        if (out.isEmpty()) {
            read(nowNanos);
        }
        write(nowNanos);
    }

    @Override
    public void close() {
        Caller.close(channel, key);
    }

    private void read(long nowNanos) throws IOException {
        boolean wasEmpty = in.position() == 0;
        int count = channel.read(in);
        isEnded |= count < 0;
        if (isLast) {
            in.clear();
            return;
        }
        if (count > 0 && wasEmpty && isAnswered) {
            sinceNanos = nowNanos;
        }
        int read = answer(nowNanos);
        in.flip().position(read);
        in.compact();
        if (!isLast && !in.hasRemaining()) {
            queue(Answer.TOO_LARGE, false, nowNanos);
        }
    }

    private int answer(long nowNanos) {
        int from = 0;
        for (int answered = 1; !isLast; answered++) {
            from = skipEmptyLines(from);
            int end = Request.end(in.array(), from, in.position());
            if (end < 0) {
                return from;
            }
            Request request = Request.parse(in.array(), from, end);
            from = end;
            isLast = !request.isPersistent() || (answered == PIPELINED && from < in.position());
            queue(request.answer(health.page(), terms, isLoopback), request.isHead(), nowNanos);
        }
        return in.position();
    }

    private int skipEmptyLines(int from) {
        int next = from;
        while (next < in.position() && (in.get(next) == '\r' || in.get(next) == '\n')) {
            next++;
        }
        return next;
    }

    private void queue(Answer answer, boolean isHead, long nowNanos) {
        isLast |= answer.isClosing();
        isAnswered = true;
        sinceNanos = nowNanos;
        out.add(answer.head(isLast));
        if (!isHead) {
            out.add(answer.body());
        }
    }

    private void write(long nowNanos) throws IOException {
        if (!out.isEmpty()) {
            channel.write(out.toArray(ByteBuffer[]::new));
            out.removeIf(buffer -> !buffer.hasRemaining());
            if (!out.isEmpty()) {
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
            if (isLast && !isEnded) {
                channel.shutdownOutput();
                sinceNanos = nowNanos;
            }
        }
        if (isEnded) {
            close();
        } else {
            // After the last answer we wait for the caller's end: closing on unread bytes would reset the connection
            // and could take the answer with it.
            key.interestOps(SelectionKey.OP_READ);
        }
    }
}
