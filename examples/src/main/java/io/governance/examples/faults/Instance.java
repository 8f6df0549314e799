package io.governance.examples.faults;

import io.governance.examples.faults.shop.Shop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One shop in a process of its own. It ends when its standard input does, so none is left behind. */
final class Instance implements AutoCloseable {
    private static final List<String> JVM =
            List.of("-Xmx96m", "-Xms32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final String name;
    private final Path log;
    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private Map<String, Integer> ports = Map.of();

    private Instance(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.commands = process.outputWriter();
        Thread reader = new Thread(this::readAnswers, "answers-of-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a shop with the running JVM and its class path. It is usable after {@link #awaitStart}: several can start
     * at once.
     *
     * @param settings such as {@code database=jdbc:...}; see the shop
     */
    static Instance start(String name, List<String> settings, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Shop.class.getName(), "node=" + name));
        command.addAll(settings);
        Path log = folder.resolve(name + ".log");
        return new Instance(name, log, Children.start(command, log));
    }

    private void readAnswers() {
        try (BufferedReader reader = process.inputReader()) {
            reader.lines().forEach(answers::add);
        } catch (UncheckedIOException | IOException e) {
            answers.add("gone: " + e);
        }
    }

    /** Waits until it has told its ports. */
    Instance awaitStart() throws IOException, InterruptedException {
        ports = Shop.ports(answer("start", START));
        return this;
    }

    /** Tells the shop to do something to itself, and waits until it has. */
    void command(String line) throws IOException, InterruptedException {
        commands.write(line + "\n");
        commands.flush();
        String answer = answer(line, ANSWER);
        if (!answer.equals("done " + line)) {
            throw new IOException("instance " + name + " was told '" + line + "' and said: " + answer);
        }
    }

    private String answer(String asked, Duration limit) throws IOException, InterruptedException {
        for (long waited = 0; waited < limit.toMillis(); waited += 100) {
            @Nullable String answer = answers.poll(100, TimeUnit.MILLISECONDS);
            if (answer != null) {
                return answer;
            }
            if (!process.isAlive()) {
                break;
            }
        }
        throw new IOException("instance " + name + " gave no answer to '" + asked + "' within " + limit.toSeconds()
                + " s" + (process.isAlive() ? "" : ", it has ended with status " + process.exitValue())
                + "; it said:\n" + Files.readString(log));
    }

    String name() {
        return name;
    }

    /** Returns its ports by what is served there: {@code service}, {@code health}. */
    Map<String, Integer> ports() {
        return ports;
    }

    int healthPort() {
        return Objects.requireNonNull(ports.get("health"), "it has not started yet");
    }

    /** Stops all its threads where they are; the kernel still takes connections for it. */
    void freeze() throws IOException, InterruptedException {
        Children.signal(process, "STOP");
    }

    void thaw() throws IOException, InterruptedException {
        Children.signal(process, "CONT");
    }

    /** Asks it to stop, as an orchestrator does. */
    void terminate() throws IOException, InterruptedException {
        Children.signal(process, "TERM");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        Children.kill(process);
    }
}
