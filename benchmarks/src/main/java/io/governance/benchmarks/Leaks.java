package io.governance.benchmarks;

import io.governance.leak.LeakNoise;
import io.governance.leak.LeakScenario;
import io.governance.leak.LeakTable;
import io.governance.leak.MemoryProgram;
import io.governance.leak.MemoryPrograms;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How often the leak classifier errs, and how late it is right: simulated weeks of every scenario under both noises, and
 * real programs under three collectors. Prints the table of {@code docs/leaks.md}.
 */
final class Leaks {
    private static final double MOST_FALSE = 0.01;

    private Leaks() {}

    /** Returns one line for each goal of each scenario. */
    static List<Ratio> run(int weeks, long seed, PrintStream out) {
        out.println("seed " + seed + ", " + weeks + " weeks of each scenario and noise");
        out.println(LeakTable.HEADING);
        List<Ratio> ratios = new ArrayList<>();
        for (LeakScenario scenario : LeakScenario.values()) {
            for (LeakNoise noise : LeakNoise.values()) {
                LeakTable table = LeakTable.run(scenario, noise, weeks, seed);
                out.println(table.row());
                judge(table, ratios);
            }
        }
        programs(out, ratios);
        return ratios;
    }

    private static void judge(LeakTable table, List<Ratio> ratios) {
        LeakScenario scenario = table.scenario();
        String name = scenario.name() + "/" + table.noise();
        double weeks = table.weeks().size();
        if (!scenario.isLeak() && scenario.isPromised()) {
            ratios.add(
                    line(name, "false LEAK", table.leaks() / weeks, MOST_FALSE, "share", "no more than 1 % of weeks"));
        }
        if (scenario == LeakScenario.LEAK_1 || scenario == LeakScenario.LEAK_1_DIURNAL) {
            double goal = scenario == LeakScenario.LEAK_1 ? 80 : 110;
            ratios.add(
                    line(name, "95th percentile", table.leakHour(0.95), goal, "hours", "found by hour " + (int) goal));
        }
        if (table.full() > 0) {
            double late = table.full() - table.announced();
            ratios.add(line(name, "full unannounced", late / weeks, 0, "share", "announced before the heap is full"));
        }
    }

    private static void programs(PrintStream out, List<Ratio> ratios) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        for (MemoryPrograms.Collector collector : MemoryPrograms.Collector.values()) {
            for (MemoryProgram.Kind kind : MemoryProgram.Kind.values()) {
                String said = MemoryPrograms.run(java, kind, collector);
                out.println(kind.name().toLowerCase(Locale.ROOT) + " program under " + collector + ": " + said);
                boolean isRight = MemoryPrograms.isRight(kind, said);
                ratios.add(line(
                        kind + "/" + collector, "wrong verdict", isRight ? 0 : 1, 0, "programs", "the right verdict"));
            }
        }
    }

    private static Ratio line(String name, String peer, double ours, double most, String unit, String goal) {
        return new Ratio("leak", name, peer, ours, most, unit, 0, goal, ours <= most);
    }
}
