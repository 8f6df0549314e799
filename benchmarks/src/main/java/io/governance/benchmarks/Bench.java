package io.governance.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Runs the suites beside their rivals, prints a table of ratios, and writes {@code benchmarks/target/ratios.json}. */
public final class Bench {
    private static final Path RATIOS = Path.of("benchmarks", "target", "ratios.json");
    private static final List<String> SUITES =
            List.of("core", "cache", "db", "flags", "guard", "health", "detection", "leak");
    private static final String COMPARED = "(measuredCall|timerSample|percentileTimer|observation)";

    private final PrintStream out =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final List<Ratio> ratios = new ArrayList<>();
    private final boolean isLong;

    private Bench(boolean isLong) {
        this.isLong = isLong;
    }

    /** Runs the suite that is named, or all; {@code --long} measures longer. */
    public static void main(String[] arguments) throws Exception {
        List<String> asked = new ArrayList<>(List.of(arguments));
        Bench bench = new Bench(asked.remove("--long"));
        for (String suite : asked) {
            if (!SUITES.contains(suite)) {
                throw new IllegalArgumentException("suite '" + suite + "' is unknown; there are " + SUITES);
            }
        }
        for (String suite : asked.isEmpty() ? SUITES : asked) {
            bench.run(suite);
        }
        bench.print();
        bench.write();
    }

    private void run(String suite) throws RunnerException {
        switch (suite) {
            case "core" -> core();
            case "cache" -> cache();
            case "db" -> db();
            case "flags" -> flags();
            case "guard" -> guard();
            case "health" -> health();
            case "leak" -> ratios.addAll(Leaks.run(isLong ? 1_000 : 50, new SplittableRandom().nextLong(), out));
            default -> ratios.addAll(Detection.run(isLong ? 1_000 : 100));
        }
    }

    private void core() throws RunnerException {
        Figures figures = measure(CoreBenchmark.class);
        double clocks = figures.nanos("twoClockReads");
        ratios.add(figures.ratio(
                "core",
                "measuredCall",
                "twoClockReads",
                "two clock reads + 60 ns, 0 B",
                figures.nanos("measuredCall") <= clocks + 60 && figures.bytes("measuredCall") < 1));
        ratios.add(figures.atMost(1.5, "core", "measuredCall", "timerRecord", 1));
        ratios.add(figures.ratio(
                "core",
                "pausedCall",
                "bareBody",
                "the code itself + 2 ns",
                figures.nanos("pausedCall") <= figures.nanos("bareBody") + 2));
        ratios.add(figures.ratio("core", "capturedCall", "measuredCall", "96 B", figures.bytes("capturedCall") <= 97));
        besideMicrometer(figures, 1);
        besideMicrometer(measure(CoreBenchmark.class, COMPARED, 2), 2);
        besideMicrometer(measure(CoreBenchmark.class, COMPARED, 64), 64);
    }

    private void besideMicrometer(Figures figures, int threads) {
        ratios.add(figures.atMost(1.5, "core", "measuredCall", "timerSample", threads));
        ratios.add(figures.atMost(0.5, "core", "measuredCall", "percentileTimer", threads));
        ratios.add(figures.atMost(0.1, "core", "measuredCall", "observation", threads));
    }

    private void cache() throws RunnerException {
        Figures figures = measure(CacheBenchmark.class);
        ratios.add(figures.ratio(
                "cache",
                "governedHit",
                "caffeineHit",
                "no more than 2 times Caffeine with statistics, 0 B",
                figures.nanos("governedHit") <= 2 * figures.nanos("caffeineHit") && figures.bytes("governedHit") < 1));
    }

    private void flags() throws RunnerException {
        Figures figures = measure(FlagsBenchmark.class);
        ratios.add(figures.ratio(
                "flags",
                "swapThatIsOff",
                "measuredCall",
                "the measured call + 5 ns, no more bytes",
                figures.nanos("swapThatIsOff") <= figures.nanos("measuredCall") + 5
                        && figures.bytes("swapThatIsOff") <= figures.bytes("measuredCall") + 1));
    }

    private void guard() throws RunnerException {
        Figures figures = measure(GuardBenchmark.class);
        for (String kind : List.of("Call", "CallWithRate")) {
            ratios.add(figures.ratio(
                    "guard",
                    "guarded" + kind,
                    "decorated" + kind,
                    "no more than 1.5 times Resilience4j alone",
                    figures.nanos("guarded" + kind) <= 1.5 * figures.nanos("decorated" + kind)));
        }
    }

    private void db() throws RunnerException {
        Figures figures = measure(StatementBenchmark.class);
        double bare = figures.nanos("bareStatement");
        double bareBytes = figures.bytes("bareStatement");
        ratios.add(figures.ratio(
                "db",
                "statementInCall",
                "bareStatement",
                "the driver + 150 ns, 64 B",
                figures.nanos("statementInCall") <= bare + 150 && figures.bytes("statementInCall") <= bareBytes + 64));
        ratios.add(figures.ratio(
                "db",
                "statementWithoutScope",
                "bareStatement",
                "the driver + 30 ns",
                figures.nanos("statementWithoutScope") <= bare + 30));
        ratios.add(figures.ratio(
                "db",
                "statementInLoan",
                "bareStatement",
                "the driver + 150 ns",
                figures.nanos("statementInLoan") <= bare + 150));
        for (String rival : List.of("p6spyStatement", "datasourceProxyStatement")) {
            ratios.add(figures.ratio(
                    "db", "statementInCall", rival, "faster", figures.nanos("statementInCall") < figures.nanos(rival)));
        }
        ratios.add(figures.ratio(
                "db",
                "governedRow",
                "bareRow",
                "the driver + 20 ns, 0 B",
                figures.nanos("governedRow") <= figures.nanos("bareRow") + 20
                        && figures.bytes("governedRow") <= figures.bytes("bareRow") + 1));
        for (String rival : List.of("p6spyRow", "datasourceProxyRow")) {
            ratios.add(figures.ratio(
                    "db", "governedRow", rival, "faster", figures.nanos("governedRow") < figures.nanos(rival)));
        }
    }

    private void health() throws RunnerException {
        Figures figures = measure(HealthBenchmark.class);
        ratios.add(figures.ratio(
                "health",
                "probeAtThousandOperations",
                "probeAtTenOperations",
                "no more than 20 us, 2 kB, and the same bytes as at ten",
                figures.nanos("probeAtThousandOperations") <= 20_000
                        && figures.bytes("probeAtThousandOperations") <= 2_048
                        && figures.bytes("probeAtThousandOperations") <= figures.bytes("probeAtTenOperations") + 1));
        ratios.addAll(ProbeLoad.run(isLong ? 30 : 5, Duration.ofSeconds(isLong ? 10 : 2)));
    }

    private Figures measure(Class<?> benchmark) throws RunnerException {
        return measure(benchmark, ".*", 1);
    }

    private Figures measure(Class<?> benchmark, String methods, int threads) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName() + "\\." + methods + "$")
                .threads(threads)
                .forks(isLong ? 5 : 2)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(isLong ? 10 : 5)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class);
        Collection<RunResult> results = new Runner(options.build()).run();
        return new Figures(results);
    }

    private void print() {
        out.printf(
                Locale.ROOT,
                "%n%-10s %-24s %-24s %12s %12s %-8s %7s %8s  %s%n",
                "suite",
                "case",
                "peer",
                "ours",
                "peer's",
                "unit",
                "ratio",
                "B/op",
                "goal");
        for (Ratio ratio : ratios) {
            out.printf(
                    Locale.ROOT,
                    "%-10s %-24s %-24s %12.1f %12.1f %-8s %7.2f %8.1f  %s: %s%n",
                    ratio.suite(),
                    ratio.name(),
                    ratio.peer(),
                    ratio.ours(),
                    ratio.theirs(),
                    ratio.unit(),
                    ratio.ratio(),
                    ratio.bytesPerOp(),
                    ratio.goal(),
                    ratio.isMet() ? "met" : "MISSED");
        }
    }

    private void write() throws IOException {
        Files.createDirectories(RATIOS.getParent());
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), Files.newBufferedWriter(RATIOS))) {
            json.writeStartArray();
            for (Ratio ratio : ratios) {
                json.writeStartObject();
                json.writeStringProperty("suite", ratio.suite());
                json.writeStringProperty("case", ratio.name());
                json.writeStringProperty("peer", ratio.peer());
                json.writeNumberProperty("ours", ratio.ours());
                json.writeStringProperty("unit", ratio.unit());
                json.writeNumberProperty("ratio", ratio.ratio());
                json.writeNumberProperty("bytesPerOp", ratio.bytesPerOp());
                json.writeStringProperty("goal", ratio.goal());
                json.writeBooleanProperty("met", ratio.isMet());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        out.println("written to " + RATIOS);
    }
}
