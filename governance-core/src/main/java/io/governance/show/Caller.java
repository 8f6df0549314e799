package io.governance.show;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One open connection, whatever is spoken on it. For the one thread that serves them all. */
interface Caller {
    /** How long a caller may take to say what it wants, and to take the answer. */
    long REQUEST_NANOS = 2_000_000_000L;

    /** Does what can be done without waiting. */
    void serve(long nowNanos) throws IOException;

    /** Returns since when it is in its present state. */
    long sinceNanos();

    /** Returns whether the caller still owes us something: the rest of a request, reading an answer, or its end. */
    boolean isIncomplete();

    /** Returns whether it has taken longer than it may. */
    boolean isLate(long nowNanos);

    /** Returns whether somebody would miss an answer if this were closed now. */
    boolean isOwed();

    /** Returns whether nothing is left of it. */
    boolean isClosed();

    /** Ends it now. */
    void close();

    /** Ends a connection now. */
    static void close(SocketChannel channel, SelectionKey key) {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // The socket is gone either way: there is nobody left to tell.
            key.attach(null);
        }
    }
}
