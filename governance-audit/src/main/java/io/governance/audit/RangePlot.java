package io.governance.audit;

import io.governance.flags.SwapReport;
import io.governance.flags.statistics.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Confidence ranges of new over old, one row each, on a logarithmic axis: left of 1 the new side needs less. */
final class RangePlot {
    private static final int WIDTH = 460;
    private static final int ROW = 40;
    private static final int LEFT = 16;
    private static final int RIGHT = WIDTH - 16;

    private RangePlot() {}

    static Map<String, Verdict.Range> factors(SwapReport report) {
        Map<String, Verdict.Range> factors = new LinkedHashMap<>();
        report.ranges().ifPresent(ranges -> {
            for (String quantile : List.of("p50", "p90", "p99")) {
                Verdict.Range range = ranges.factors().get(quantile);
                if (range != null) {
                    factors.put("response time, " + quantile, range);
                }
            }
            ranges.furtherFactors()
                    .forEach((metric, range) -> factors.put(SwapTables.metric(metric) + ", mean", range));
        });
        return factors;
    }

    static Html svg(SwapReport report) {
        Map<String, Verdict.Range> factors = factors(report);
        int bottom = factors.size() * ROW + 10;
        Html svg = Svg.picture(
                WIDTH,
                bottom + 40,
                "New side over old side of " + report.swap(),
                "Confidence ranges of the factor between the sides; left of 1 the new side needs less. The figures are"
                        + " in the table.");
        List<Double> values = new ArrayList<>(List.of(0.5, 1.0, 1.4));
        factors.values().forEach(range -> values.addAll(List.of(range.low(), range.high())));
        Axis x = Axis.logarithmic(values, LEFT, RIGHT);
        for (double tick : x.ticks()) {
            svg.add(Svg.line("grid", x.pixel(tick), 6, x.pixel(tick), bottom));
            svg.add(Svg.label("middle", x.pixel(tick), bottom + 16, Figures.digits(tick)));
        }
        svg.add(Svg.line("limit", x.pixel(1), 6, x.pixel(1), bottom));
        svg.add(Svg.label("middle", WIDTH / 2.0, bottom + 34, "new over old: 1 is equal, 0.3 is 70 % less"));
        int row = 0;
        for (Map.Entry<String, Verdict.Range> factor : factors.entrySet()) {
            rows(svg, x, row++ * ROW + 6.0, factor.getKey(), factor.getValue());
        }
        return svg;
    }

    private static void rows(Html svg, Axis x, double top, String name, Verdict.Range range) {
        double low = x.pixel(range.low());
        double high = Double.isInfinite(range.high()) ? RIGHT : x.pixel(range.high());
        String css = range.high() < 1 ? "range better" : range.low() > 1 ? "range worse" : "range open";
        svg.add(
                Svg.label("start", LEFT, top + 12, name),
                Svg.label("end", RIGHT, top + 12, Figures.improvement(range)),
                Svg.line(css, low, top + 24, high, top + 24));
        for (double end : List.of(low, high)) {
            svg.add(Svg.line(css, end, top + 19, end, top + 29));
        }
    }
}
