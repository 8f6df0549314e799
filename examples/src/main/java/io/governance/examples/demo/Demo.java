package io.governance.examples.demo;

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
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The protocol, end to end: examine, plan, implement, test, bad candidates, bake, remove, resolve, audit. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the whole protocol on an order desk with a real PostgreSQL.")
public final class Demo implements Callable<Integer> {
    private static final String REPORT = "report.json";

    @Option(names = "--scale", description = "TPC-H scale factor (default ${DEFAULT-VALUE})")
    private double scale = 0.01;

    @Option(names = "--rate", description = "callers a second (default ${DEFAULT-VALUE})")
    private int rate = 250;

    @Option(names = "--compared", description = "inputs compared in shadow (default ${DEFAULT-VALUE})")
    private int compared = 3_300;

    @Option(names = "--period", description = "seconds of each measurement under load (default ${DEFAULT-VALUE})")
    private int period = 5;

    @Option(names = "--sabotage", description = "switch a mechanism off: equality, rollback, index, health")
    private Sabotage sabotage = Sabotage.NONE;

    @Option(names = "--steps", split = ",", description = "only these steps, such as examine,plan")
    private List<String> only = new ArrayList<>();

    @Option(names = "--folder", description = "where report and pages go (default ${DEFAULT-VALUE})")
    private Path folder = Path.of("examples", "target", "demo");

    @Option(names = "--serve", description = "keep the application up afterwards")
    private boolean serve;

    @Option(names = "--candidates", split = ",", description = "only these bad candidates")
    private List<String> candidates = new ArrayList<>();

    @Option(names = "--seed", description = "of the bad candidates; another one each time unless given")
    private long seed = System.nanoTime();

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** Exits with 0 only when every step held. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Returns 0 when every step held. */
    public static int run(String... arguments) {
        return new CommandLine(new Demo())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        checkNames();
        clear(folder);
        DemoReport report = new DemoReport(out);
        DemoSettings settings =
                new DemoSettings(scale, rate, compared, Duration.ofSeconds(period), sabotage, folder.toAbsolutePath());
        out.println("The order desk: the performance protocol, end to end, on a real database.");
        if (settings.sabotage() != Sabotage.NONE) {
            out.println("Sabotage: the mechanism " + sabotage + " is switched off; this run must fail.");
        }
        try (Desk desk = new Desk(settings, report)) {
            int number = 0;
            for (Step step : steps()) {
                number++;
                if ((only.isEmpty() || only.contains(step.name())) && !passes(number, step, desk, report)) {
                    break;
                }
            }
            report.figure("seconds", (System.nanoTime() - start) / 1e9);
            report.write(folder.resolve(REPORT));
            out.printf(
                    Locale.ROOT,
                    "%n%s after %.0f s; every figure is in %s%n",
                    report.isPassed() ? "Every step held" : "FAILED",
                    (System.nanoTime() - start) / 1e9,
                    folder.resolve(REPORT));
            if (serve && report.isPassed()) {
                out.printf(
                        "serving http://127.0.0.1:%d/customers/%d/dashboard%n",
                        desk.server.port(), desk.database.customers().get(0));
                out.printf("health http://127.0.0.1:%d/health; stop with Ctrl-C%n", desk.healthServer.port());
                new CountDownLatch(1).await();
            }
        }
        return report.isPassed() ? 0 : 1;
    }

    private List<Step> steps() {
        Optimization optimization = new Optimization();
        return List.of(
                new ExamineStep(),
                new PlanStep(optimization),
                new ImplementStep(),
                new RolloutStep(optimization),
                new BadCandidatesStep(seed, candidates),
                new BakeStep(optimization),
                new RemoveStep(optimization),
                new ResolveStep(),
                new AuditStep(optimization));
    }

    private static boolean passes(int number, Step step, Desk desk, DemoReport report) {
        long start = System.nanoTime();
        report.begin(number, step.name());
        try {
            step.run(desk, report);
            Callers.check(desk, report);
        } catch (Exception e) {
            report.check(false, "the step threw %s", e);
            e.printStackTrace();
        }
        return report.end(step.name(), (System.nanoTime() - start) / 1e9);
    }

    /** Who misspells a step is told so; a run of no step would hold. */
    private void checkNames() {
        List<String> wrong = new ArrayList<>(only);
        steps().forEach(step -> wrong.remove(step.name()));
        List<String> unknown = new ArrayList<>(candidates);
        unknown.removeAll(BadCandidatesStep.NAMES);
        if (!wrong.isEmpty() || !unknown.isEmpty()) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this),
                    "unknown steps " + wrong + " or candidates " + unknown + "; there are the steps "
                            + steps().stream().map(Step::name).toList() + " and the candidates "
                            + BadCandidatesStep.NAMES);
        }
    }

    /** What an earlier run left is removed: a record can be opened once only. Another folder is left alone. */
    private void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent() && !Files.exists(folder.resolve(REPORT))) {
                    throw new CommandLine.ParameterException(
                            new CommandLine(this),
                            folder + " holds files and no " + REPORT
                                    + ": it was not written by the demo, and what is in"
                                    + " the folder would be deleted; name another one");
                }
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
