package io.governance.examples.faults.shop;

import io.governance.Governance;
import io.governance.GovernanceBuilder;
import io.governance.show.HealthServer;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One instance: says its ports on standard output, then does what it is told on standard input, and ends when that does.
 *
 * <p>On SIGTERM it drains: no longer ready at once, still serving for as long as its settings say, then gone.
 */
public final class Shop implements AutoCloseable {
    private static final String PORTS = "ports";

    private final ShopSettings settings;
    private final Governance governance;
    private final @Nullable Discounts discounts;
    private final ShopServer server;
    private final HealthServer health;

    private Shop(ShopSettings settings) throws IOException {
        this.settings = settings;
        GovernanceBuilder builder = Governance.builder().service("shop").node(settings.node());
        settings.store().ifPresent(store -> builder.store(Discounts.store(settings.node(), store)));
        this.governance = builder.build();
        this.discounts =
                settings.database().map(url -> Discounts.open(governance, url)).orElse(null);
        this.server = ShopServer.start(settings.node(), new Prices(governance, discounts));
        this.health = HealthServer.builder(governance.health(), 0)
                .address(InetAddress.getLoopbackAddress())
                .agentPort(0)
                .build();
    }

    /** Starts an instance; see {@link ShopSettings} for the arguments. */
    public static void main(String[] arguments) throws IOException {
        Shop shop = new Shop(ShopSettings.parse(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(shop::close, "drain"));
        shop.governance.health().markStarted();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(PORTS + " service=" + shop.server.port() + " health=" + shop.health.port() + " agent="
                + shop.health.agentPort());
        Mischief mischief = new Mischief(shop.governance, shop.discounts);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(mischief.obey(line));
            }
        }
        Runtime.getRuntime().halt(0); // whoever started it is gone: nobody is left to drain for
    }

    /**
     * Reads the line in which an instance says its ports.
     *
     * @return ports by what is served there: {@code service}, {@code health}, {@code agent}
     * @throws IOException when it says something else
     */
    public static Map<String, Integer> ports(String line) throws IOException {
        String[] words = line.split(" ", -1);
        if (!words[0].equals(PORTS)) {
            throw new IOException("expected the ports of the instance, found: " + line);
        }
        Map<String, Integer> ports = new TreeMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            ports.put(words[i].substring(0, equals), Integer.parseInt(words[i].substring(equals + 1)));
        }
        return ports;
    }

    @Override
    public void close() {
        governance.health().drain(settings.linger());
        server.close();
        health.close();
        if (discounts != null) {
            discounts.close();
        }
        governance.close();
    }
}
