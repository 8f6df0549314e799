package io.governance.audit;

import io.governance.audit.SwapTables.Statement;
import java.util.List;

/** Evidence of each statement as a bar against the line at which it is proven. */
final class EvidencePlot {
    private static final int WIDTH = 460;
    private static final int ROW = 42;
    private static final int LEFT = 14;
    private static final int RIGHT = WIDTH - 14;
    private static final double LEAST = -1;
    private static final double MOST = 3;

    private EvidencePlot() {}

    /** Bars are drawn in units of their own threshold, and cut off at three times that. */
    static Html svg(String swap, List<Statement> statements) {
        int height = statements.size() * ROW + 12;
        Html svg = Svg.picture(
                WIDTH,
                height,
                "Evidence for " + swap,
                "A statement is proven where its bar reaches the upright line. The figures are in the table.");
        Axis x = new Axis(LEAST, MOST, false, LEFT, RIGHT);
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            double top = i * ROW + 6.0;
            double end = statement.threshold() > 0 ? statement.logE() / statement.threshold() : 0;
            double from = Math.min(x.pixel(0), x.pixel(end));
            double until = Math.max(x.pixel(0), x.pixel(end));
            String css = !statement.isProven() ? "bar open" : statement.isAlarm() ? "bar alarm" : "bar proven";
            svg.add(
                    Svg.label("start", LEFT, top + 12, statement.name()),
                    Svg.label(
                            "end",
                            RIGHT,
                            top + 12,
                            SwapTables.number(statement.logE()) + " of " + SwapTables.number(statement.threshold())
                                    + (statement.isProven() ? ": proven" : "")),
                    Svg.rectangle(css, from, top + 18, until - from, 12),
                    Svg.line("axis", x.pixel(0), top + 16, x.pixel(0), top + 32),
                    Svg.line("limit", x.pixel(1), top + 14, x.pixel(1), top + 34));
        }
        return svg;
    }
}
