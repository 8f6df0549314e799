package io.governance.examples.faults;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of this machine that the matrix needs. */
enum Tool {
    HAPROXY("haproxy", "haproxy"),
    NGINX("nginx", "nginx-light");

    private static final List<String> MORE_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");
    private static final int LOOKS = 200;

    private final String program;
    private final String debianPackage;

    Tool(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    /** Returns where it is; administrators' folders are searched too, which ordinary users seldom have in their path. */
    Optional<Path> find() {
        List<String> folders =
                new ArrayList<>(List.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1)));
        folders.addAll(MORE_FOLDERS);
        return folders.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns what to type when it is missing. */
    String installCommand() {
        return "apt-get install -y " + debianPackage;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param arguments after the program's name; it has to stay in the foreground
     * @throws IOException when it is missing, or ends instead; with what it said
     */
    Process serve(int port, Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(find().orElseThrow(() -> new IOException(program + " is missing: " + installCommand()))
                .toString());
        command.addAll(List.of(arguments));
        Path log = folder.resolve(program + ".log");
        Process process = Children.start(command, log);
        for (int look = 0; look < LOOKS && process.isAlive(); look++) {
            if (isListening(port)) {
                return process;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        Children.kill(process);
        throw new IOException(String.join(" ", command) + " does not listen on port " + port + "; it said:\n"
                + Files.readString(log));
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns a port that nobody uses now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
