package io.governance.examples.orderdesk;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks over kept-alive connections on the caller's own thread. Load and service share the machine's processors, and a
 * client with threads and selectors of its own takes more of them than the service under test.
 */
final class DeskClient {
    private static final int FIRST_ERROR = 400;

    private DeskClient() {}

    /** What came back, whatever the status. */
    record Answer(int status, String body) {}

    static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /**
     * Returns the answer.
     *
     * @throws IOException when there is none within twice the patience: once for the connection, once for the answer
     */
    static Answer get(URI address, Duration patience) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        int status = connection.getResponseCode();
        try (InputStream body = status < FIRST_ERROR ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
