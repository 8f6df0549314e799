package io.governance.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.governance.settings.BearerToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Takes commands by HTTP from those who know the token: {@code GET /commands} lists them, {@code POST /commands/NAME}
 * with form parameters gives one. It answers 200 with what the command says, 400 with what is wrong with the parameters,
 * 401 without the token, 404, 405, 409 when the command refuses, 500 when it fails. Thread-safe.
 *
 * <p>Not for load balancers and not for the internet: on the loop-back address unless told otherwise, two threads, 32
 * waiting requests, 64 KiB and ten seconds to send a request, ten to take the answer. Probes have a server of their own that this one cannot disturb.
 */
public final class CommandServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 32;
    private static final int LARGEST = 64 * 1_024;
    private static final String ROOT = "/commands";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int STOP_SECONDS = 1;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Commands commands;
    private final BearerToken token;
    private final RequestLimit limit;

    private CommandServer(
            HttpServer server, ThreadPoolExecutor threads, Commands commands, BearerToken token, RequestLimit limit) {
        this.server = server;
        this.threads = threads;
        this.commands = commands;
        this.token = token;
        this.limit = limit;
    }

    /**
     * Starts taking commands on the loop-back address.
     *
     * @param token what callers send as {@code Authorization: Bearer TOKEN}; at least 16 characters
     * @param port 0 takes any free one
     * @throws IllegalArgumentException when the token is too short to keep anybody out
     * @throws IllegalStateException when the port is in use
     */
    public static CommandServer start(Commands commands, String token, int port) {
        return start(commands, token, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Starts taking commands on an address; see {@link #start(Commands, String, int)}. */
    public static CommandServer start(Commands commands, String token, InetSocketAddress address) {
        return start(commands, token, address, LONGEST_WAIT);
    }

    static CommandServer start(Commands commands, String token, InetSocketAddress address, Duration longestWait) {
        BearerToken secret = new BearerToken(token);
        try {
            HttpServer server = HttpServer.create(address, WAITING);
            ThreadPoolExecutor threads = new ThreadPoolExecutor(
                    THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), CommandServer::thread);
            RequestLimit limit = new RequestLimit(longestWait);
            CommandServer started = new CommandServer(server, threads, commands, secret, limit);
            server.setExecutor(exchange -> threads.execute(limit.limiting(exchange)));
            server.createContext("/", started::answer);
            server.start();
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the command server cannot listen on port " + address.getPort() + " of " + address.getHostString()
                            + " (" + e.getMessage() + "); the application is not affected, but takes no commands: stop"
                            + " what uses the port, or start the server on another one (0 takes any free one)",
                    e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "governance-commands");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns the port that is listened on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = token.isIn(exchange.getRequestHeaders().getFirst("Authorization"))
                    ? answered(exchange)
                    : new Answer(401, "send the token: Authorization: Bearer TOKEN");
            byte[] body = (answer.text() + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            limit.waits();
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Answer(int status, String text) {}

    private Answer answered(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(ROOT)) {
            return exchange.getRequestMethod().equals("GET")
                    ? new Answer(200, list())
                    : new Answer(405, "GET lists the commands, POST " + ROOT + "/NAME gives one");
        }
        if (!path.startsWith(ROOT + "/")) {
            return new Answer(404, "nothing here; GET " + ROOT + " lists the commands");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Answer(405, "a command is given by POST");
        }
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(LARGEST + 1);
        }
        if (body.length > LARGEST) {
            return new Answer(413, "found more than " + LARGEST + " bytes, expected a form of a few parameters");
        }
        limit.goesOn();
        return run(path.substring(ROOT.length() + 1), new String(body, StandardCharsets.UTF_8));
    }

    private Answer run(String name, String form) {
        try {
            Map<String, String> parameters = Form.read(form);
            boolean isKnown =
                    commands.all().stream().anyMatch(command -> command.name().equals(name));
            return isKnown ? new Answer(200, commands.run(name, parameters)) : new Answer(404, unknown(name));
        } catch (IllegalArgumentException e) {
            return new Answer(400, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return new Answer(409, String.valueOf(e.getMessage()));
        } catch (Throwable e) { // whoever asked is told, whatever it is; the thread goes on
            return new Answer(500, "command " + name + " failed: " + e);
        }
    }

    private String unknown(String name) {
        return "no command " + name + "; there are\n" + list();
    }

    private String list() {
        return commands.all().stream()
                .map(command -> command.name() + " " + command.parameters() + ": " + command.description())
                .collect(Collectors.joining("\n"));
    }

    /** Stops taking commands and frees the port; what runs may finish within a second. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            boolean unused = threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        threads.shutdownNow();
        limit.close();
    }
}
