package io.governance.benchmarks;

import io.governance.Governance;
import io.governance.measure.Operation;
import io.governance.show.HealthServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What 10,000 probes a second cost the governed calls beside them: blocks with probes between blocks without, in an
 * order that is drawn anew for each repetition. Two kinds of blocks are without, so that the noise shows what it is. The
 * prober is a process of its own; what the health server itself needs is a row of its own.
 */
final class ProbeLoad {
    private static final int PROBES = 10_000;
    private static final double REACHED = 0.95;
    private static final double ALLOWED = 1.03;
    private static final int WORK = 20_000;
    private static final int MOST_CALLS = 2_000_000;

    private enum Kind {
        FIRST_WITHOUT,
        SECOND_WITHOUT,
        WITH
    }

    /** One block: thread CPU a call, its 99th percentile, process CPU a call, probes answered and failed. */
    private record Block(double cpuNanos, double p99Nanos, double processNanos, long answered, long failed) {}

    private final Map<Kind, List<Block>> blocks = new EnumMap<>(Kind.class);
    private final long[] durations = new long[MOST_CALLS];
    private final Duration length;
    private double sink;

    private ProbeLoad(Duration length) {
        this.length = length;
    }

    /** Returns three rows. */
    static List<Ratio> run(int repetitions, Duration length) {
        try (Governance governance = Governance.builder().build();
                HealthServer server = HealthServer.start(governance.health(), 0)) {
            governance.health().markStarted();
            return new ProbeLoad(length).run(governance.operation("bench"), server, repetitions);
        } catch (IOException e) {
            throw new IllegalStateException("the process of the prober cannot be reached", e);
        }
    }

    private List<Ratio> run(Operation operation, HealthServer server, int repetitions) throws IOException {
        Process prober = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProbeCaller.class.getName(),
                        Integer.toString(server.port()),
                        Integer.toString(PROBES))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader counts =
                new BufferedReader(new InputStreamReader(prober.getInputStream(), StandardCharsets.US_ASCII))) {
            List<Kind> order = new ArrayList<>(List.of(Kind.values()));
            Random random = new Random(20_261_124);
            for (int repetition = -1; repetition < repetitions; repetition++) {
                Collections.shuffle(order, random);
                for (Kind kind : order) {
                    Block block = block(operation, prober, counts, kind == Kind.WITH);
                    if (repetition >= 0) {
                        blocks.computeIfAbsent(kind, made -> new ArrayList<>()).add(block);
                    }
                }
            }
            return rows();
        } finally {
            prober.destroyForcibly();
        }
    }

    private Block block(Operation operation, Process prober, BufferedReader counts, boolean isProbed)
            throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        tell(prober, isProbed ? 'g' : 'n');
        long cpu = threads.getCurrentThreadCpuTime();
        long all = process.getProcessCpuTime();
        long began = System.nanoTime();
        int calls = 0;
        for (long now = began; now - began < length.toNanos() && calls < MOST_CALLS; calls++) {
            sink += operation.call(ProbeLoad::work);
            long ended = System.nanoTime();
            durations[calls] = ended - now;
            now = ended;
        }
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        all = process.getProcessCpuTime() - all;
        tell(prober, 's');
        String[] told = String.valueOf(counts.readLine()).split(" ", -1);
        Arrays.sort(durations, 0, calls);
        return new Block(
                (double) cpu / calls,
                durations[(int) (calls * 0.99)],
                (double) all / calls,
                Long.parseLong(told[0]),
                Long.parseLong(told[1]));
    }

    private static void tell(Process prober, char what) throws IOException {
        prober.getOutputStream().write(what);
        prober.getOutputStream().flush();
    }

    private static double work() {
        double sum = 0;
        for (int i = 1; i < WORK; i++) {
            sum += Math.sqrt(i);
        }
        return sum;
    }

    private List<Ratio> rows() {
        List<Block> without = new ArrayList<>(blocks.getOrDefault(Kind.FIRST_WITHOUT, List.of()));
        without.addAll(blocks.getOrDefault(Kind.SECOND_WITHOUT, List.of()));
        List<Block> with = blocks.getOrDefault(Kind.WITH, List.of());
        double[] cpuWithout = sorted(without, Block::cpuNanos);
        double[] cpuWith = sorted(with, Block::cpuNanos);
        double[] p99Without = sorted(without, Block::p99Nanos);
        double[] p99With = sorted(with, Block::p99Nanos);
        double rate = with.stream().mapToLong(Block::answered).sum() / (with.size() * (length.toNanos() / 1e9));
        long failed = with.stream().mapToLong(Block::failed).sum();
        String goal = String.format(
                java.util.Locale.ROOT, "at %.0f probes/s, %d of them failed (sum %.0e): ", rate, failed, sink);
        return List.of(
                row(
                        "cpuOfCallsWithProbes",
                        "withoutProbes",
                        cpuWith,
                        cpuWithout,
                        goal + "no more than 3 % more CPU a governed call",
                        failed == 0 && rate >= REACHED * PROBES && middle(cpuWith) <= ALLOWED * middle(cpuWithout)),
                row(
                        "p99OfCallsWithProbes",
                        "withoutProbes",
                        p99With,
                        p99Without,
                        "inside the range without probes",
                        middle(p99With) <= p99Without[p99Without.length - 1]),
                row(
                        "cpuOfProcessWithProbes",
                        "withoutProbes",
                        sorted(with, Block::processNanos),
                        sorted(without, Block::processNanos),
                        "shown, not judged: the health server's own work, a governed call",
                        true));
    }

    private static Ratio row(String name, String peer, double[] ours, double[] theirs, String goal, boolean isMet) {
        return new Ratio("health", name, peer, middle(ours), middle(theirs), "ns", 0, goal, isMet);
    }

    private static double[] sorted(List<Block> measured, java.util.function.ToDoubleFunction<Block> figure) {
        return measured.stream().mapToDouble(figure).sorted().toArray();
    }

    private static double middle(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
