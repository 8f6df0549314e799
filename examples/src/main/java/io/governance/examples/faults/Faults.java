package io.governance.examples.faults;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Kills, freezes and starves instances behind real balancers, and counts what their callers lost. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Runs the fault matrix behind real balancers; without a case all but the soak.")
public final class Faults implements Callable<Integer> {
    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "CASE", description = "only these, such as drain or nginx-freeze; or soak")
    private List<String> only = new ArrayList<>();

    @Option(names = "--probe-millis", description = "HAProxy's time between checks (default ${DEFAULT-VALUE})")
    private long probeMillis = 2_000;

    @Option(names = "--seconds", description = "length of the soak (default ${DEFAULT-VALUE})")
    private long soakSeconds = 600;

    @Option(names = "--report", description = "where the figures go (default ${DEFAULT-VALUE})")
    private Path report = Path.of("examples", "target", "faults.json");

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** Exits with 0 only when every case passed. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Returns 0 when every case passed. */
    public static int run(String... arguments) {
        return new CommandLine(new Faults()).execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        FaultReport results = new FaultReport();
        for (FaultCase fault : chosen()) {
            out.printf(Locale.ROOT, "%n== %s: %s%n", fault.name(), fault.goal());
            long start = System.nanoTime();
            results.add(fault, run(fault), (System.nanoTime() - start) / 1e9);
        }
        results.print(out);
        results.write(report);
        out.println("every figure is in " + report);
        return results.isPassed() ? 0 : 1;
    }

    private List<FaultCase> chosen() {
        List<FaultCase> cases = FaultCases.all(Duration.ofMillis(probeMillis));
        if (only.isEmpty()) {
            return cases;
        }
        List<FaultCase> known = new ArrayList<>(cases);
        known.add(new SoakCase(Duration.ofSeconds(soakSeconds)));
        List<FaultCase> chosen =
                known.stream().filter(fault -> only.contains(fault.name())).toList();
        if (chosen.size() < only.size()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "asked for " + only + "; there are "
                            + known.stream().map(FaultCase::name).collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    private Trial run(FaultCase fault) throws IOException {
        Trial trial = new Trial(out);
        Path folder = Files.createTempDirectory("faults-" + fault.name());
        try {
            fault.run(trial, folder);
        } catch (Exception e) {
            trial.check(false, "the case threw " + e);
            e.printStackTrace();
        } finally {
            delete(folder);
        }
        return trial;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
