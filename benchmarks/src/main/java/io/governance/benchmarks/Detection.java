package io.governance.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How many judged calls each bad candidate of the demo took until its verdict, beside what the judge needs for the same
 * candidate in simulation: the 90th percentile of the repetitions, plus what arrives in one tick.
 */
final class Detection {
    private static final Path REPORT = Path.of("examples", "target", "demo", "report.json");
    private static final double SHARE = 0.9;
    private static final double ALLOWED = 1.5;
    private static final String IN_SHADOW = "in shadow: ";

    private Detection() {}

    /** Returns one line for each candidate; the demo must have run before. */
    static List<Ratio> run(int repetitions) {
        Map<String, Double> observed;
        try {
            observed = read(REPORT);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + REPORT + ": run ./demo first", e);
        }
        double perTick = observed.getOrDefault("callsPerTick", Double.NaN);
        List<Ratio> ratios = new ArrayList<>();
        ratios.add(line("wrongInOneOf500", repetitions, Candidates::wrong, observed, perTick));
        ratios.add(line(
                "failingInOneOf100",
                repetitions,
                observed.containsKey(IN_SHADOW + "failingInOneOf100") ? Candidates::failing : Candidates::failingLive,
                observed,
                perTick));
        ratios.add(line("threeTimesSlower", repetitions, Candidates::slower, observed, perTick));
        ratios.add(line("tenTimesTheAllocation", repetitions, Candidates::allocating, observed, perTick));
        return ratios;
    }

    private static Ratio line(
            String candidate,
            int repetitions,
            ToLongFunction<SplittableRandom> simulation,
            Map<String, Double> observed,
            double perTick) {
        long[] needed = new long[repetitions];
        SplittableRandom random = new SplittableRandom(20_261_101);
        for (int i = 0; i < repetitions; i++) {
            needed[i] = simulation.applyAsLong(random.split());
        }
        java.util.Arrays.sort(needed);
        double reference = needed[(int) Math.ceil(SHARE * repetitions) - 1];
        double took = observed.getOrDefault(candidate, Double.NaN);
        return new Ratio(
                "detection",
                candidate,
                "simulated p90",
                took,
                reference,
                "calls",
                0,
                "1.5 x the simulated 90th percentile + one tick",
                took <= ALLOWED * reference + perTick);
    }

    /** Calls until the verdict by candidate, and the judged calls of one tick. */
    private static Map<String, Double> read(Path report) throws IOException {
        Map<String, Double> calls = new LinkedHashMap<>();
        String name = "";
        try (JsonParser json =
                new JsonFactory().createParser(ObjectReadContext.empty(), Files.newInputStream(report))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    String key = json.currentName();
                    token = json.nextToken();
                    if (key.equals("name") && token == JsonToken.VALUE_STRING) {
                        name = json.getString();
                    } else if (key.equals("callsToVerdict")) {
                        calls.put(name, json.getDoubleValue());
                    } else if (key.equals("caughtIn") && json.getString().equals("SHADOW")) {
                        calls.put(IN_SHADOW + name, 1.0);
                    } else if (key.equals("callsPerTick")) {
                        calls.put(key, json.getDoubleValue());
                    }
                }
            }
        }
        return calls;
    }
}
