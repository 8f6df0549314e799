package io.governance.examples.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One request, one connection. The JDK's clients quietly ask again when a connection breaks: what is to be counted here
 * would not be seen.
 */
final class Http {
    private static final int BUFFER = 8_192;

    private Http() {}

    /** What came back, whatever the status. */
    record Answer(int status, String body) {}

    /**
     * Returns the answer of a server on this machine.
     *
     * @param limit from the first attempt to connect to the last byte
     * @throws IOException when there is no complete answer by then
     */
    static Answer get(int port, String path, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), remaining(deadline));
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return parse(read(socket, deadline));
        }
    }

    private static String read(Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[BUFFER];
        int length = 0;
        while (length < buffer.length) {
            socket.setSoTimeout(remaining(deadline));
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0) {
                break;
            }
            length += count;
        }
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static int remaining(long deadline) throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis < 1) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) millis;
    }

    private static Answer parse(String text) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.") || text.length() < "HTTP/1.1 200".length()) {
            throw new IOException(text.isEmpty() ? "closed without an answer" : "cut off: " + text);
        }
        try {
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
        } catch (NumberFormatException e) {
            throw new IOException("no status in '" + text.lines().findFirst().orElse("") + "'", e);
        }
    }
}
