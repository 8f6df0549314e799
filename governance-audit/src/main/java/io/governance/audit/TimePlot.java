package io.governance.audit;

import io.governance.measure.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Values over time as hand-written SVG: lines, a band, lines of the policy, and marks of what happened. */
final class TimePlot {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 250;
    private static final int LEFT = 62;
    private static final int RIGHT = WIDTH - 10;
    private static final int TOP = 34;
    private static final int MARK_ROWS = 3;
    private static final int BOTTOM = HEIGHT - 26;
    private static final int LABEL = 13;

    /** A value at a time; {@code NaN} interrupts the line. */
    record Point(Instant at, double value) {}

    private record Line(String name, String css, List<Point> points, boolean isStepped) {}

    private record Limit(String name, double value) {}

    private record Mark(String name, Instant at) {}

    private final String title;
    private final Signal.Unit unit;
    private final Instant from;
    private final Instant to;
    private final boolean isLogarithmic;
    private final List<Line> lines = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private boolean isBand;

    TimePlot(String title, Signal.Unit unit, Instant from, Instant to, boolean isLogarithmic) {
        this.title = title;
        this.unit = unit;
        this.from = from;
        this.to = to;
        this.isLogarithmic = isLogarithmic;
    }

    /** Takes one value of each period, in its middle. */
    TimePlot line(String name, String css, List<Period> periods, ToDoubleFunction<Period> value) {
        List<Point> points = new ArrayList<>();
        for (Period period : periods) {
            Duration half = Duration.between(period.from(), period.to()).dividedBy(2);
            points.add(new Point(period.from().plus(half), value.applyAsDouble(period)));
        }
        lines.add(new Line(name, css, points, false));
        return this;
    }

    /** A value that holds until the next one. */
    TimePlot steps(String name, String css, List<Point> points) {
        lines.add(new Line(name, css, points, true));
        return this;
    }

    /** Fills what lies between the first line and the last. */
    TimePlot band() {
        isBand = true;
        return this;
    }

    TimePlot limit(String name, double value) {
        if (!Double.isNaN(value)) {
            limits.add(new Limit(name, value));
        }
        return this;
    }

    TimePlot mark(String name, Instant at) {
        marks.add(new Mark(name, at));
        return this;
    }

    Html svg() {
        List<Double> values = new ArrayList<>();
        lines.forEach(line -> line.points().forEach(point -> values.add(point.value())));
        limits.forEach(limit -> values.add(limit.value()));
        Axis y = isLogarithmic ? Axis.logarithmic(values, BOTTOM, top()) : Axis.fromZero(values, BOTTOM, top());
        Axis x = new Axis(0, Math.max(1, Duration.between(from, to).toMillis()), false, LEFT, RIGHT);
        Html svg = Svg.picture(WIDTH, HEIGHT, title, description());
        grid(svg, x, y);
        if (isBand && lines.size() > 1) {
            svg.add(band(x, y));
        }
        drawLimits(svg, y);
        drawMarks(svg, x);
        lines.forEach(line -> svg.add(draw(line, x, y)));
        legend(svg);
        return svg;
    }

    private String description() {
        List<String> said = new ArrayList<>();
        lines.forEach(line -> said.add(line.name()));
        limits.forEach(limit -> said.add(limit.name() + " line at " + Figures.of(unit, limit.value())));
        marks.forEach(mark -> said.add(mark.name() + " at " + Figures.at(mark.at())));
        return "From " + Figures.period(from, to) + ": " + String.join(", ", said) + ". The figures are in the table.";
    }

    private double x(Axis axis, Instant at) {
        return axis.pixel((double) Duration.between(from, at).toMillis());
    }

    private void grid(Html svg, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            svg.add(
                    Svg.line("grid", LEFT, y.pixel(tick), RIGHT, y.pixel(tick)),
                    Svg.label("end", LEFT - 6, y.pixel(tick) + 4, Figures.of(unit, tick)));
        }
        Duration span = Duration.between(from, to);
        for (int third = 0; third <= 3; third++) {
            Instant at = from.plus(span.multipliedBy(third).dividedBy(3));
            String anchor = third == 0 ? "start" : third == 3 ? "end" : "middle";
            svg.add(Svg.label(anchor, x(x, at), HEIGHT - 8, Figures.shortly(at, span)));
        }
        svg.add(Svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM));
    }

    private Html band(Axis x, Axis y) {
        List<String> corners = new ArrayList<>();
        lines.get(0).points().forEach(point -> addCorner(corners, x, y, point));
        List<Point> back = new ArrayList<>(lines.get(lines.size() - 1).points());
        java.util.Collections.reverse(back);
        back.forEach(point -> addCorner(corners, x, y, point));
        return Html.element("polygon").kind("band").set("points", String.join(" ", corners));
    }

    private void addCorner(List<String> corners, Axis x, Axis y, Point point) {
        if (!Double.isNaN(point.value())) {
            corners.add(Svg.at(x(x, point.at()), y.pixel(point.value())));
        }
    }

    /** Names that would lie on each other are left out; the description has them all. */
    private void drawLimits(Html svg, Axis y) {
        limits.forEach(
                limit -> svg.add(Svg.line("limit", LEFT, y.pixel(limit.value()), RIGHT, y.pixel(limit.value()))));
        double lastLabel = Double.POSITIVE_INFINITY;
        for (Limit limit : limits) {
            double at = y.pixel(limit.value());
            if (lastLabel - at >= LABEL) {
                svg.add(Svg.label("end", RIGHT, at - 3, limit.name() + " " + Figures.of(unit, limit.value()))
                        .kind("limit-name"));
                lastLabel = at;
            }
        }
    }

    /** Names stand above the plot, in rows that take turns. */
    private void drawMarks(Html svg, Axis x) {
        for (int i = 0; i < marks.size(); i++) {
            double at = x(x, marks.get(i).at());
            double name = TOP + (i % MARK_ROWS) * LABEL;
            boolean isRight = at > RIGHT - 90;
            svg.add(
                    Svg.line("mark", at, name - 8, at, BOTTOM),
                    Svg.label(
                                    isRight ? "end" : "start",
                                    at + (isRight ? -3 : 3),
                                    name,
                                    marks.get(i).name())
                            .kind("mark-name"));
        }
    }

    private double top() {
        return marks.isEmpty() ? TOP : TOP - 4 + Math.min(marks.size(), MARK_ROWS) * LABEL;
    }

    private Html draw(Line line, Axis x, Axis y) {
        StringBuilder path = new StringBuilder();
        boolean isPen = false;
        double before = Double.NaN;
        for (Point point : line.points()) {
            if (Double.isNaN(point.value())) {
                isPen = false;
                continue;
            }
            double now = y.pixel(point.value());
            if (isPen && line.isStepped()) {
                path.append('L').append(Svg.at(x(x, point.at()), before));
            }
            path.append(isPen ? 'L' : 'M').append(Svg.at(x(x, point.at()), now));
            isPen = true;
            before = now;
        }
        if (line.points().size() == 1 && isPen) {
            path.append("h0.1");
        }
        return Html.element("path").kind("line " + line.css()).set("d", path.toString());
    }

    private void legend(Html svg) {
        double at = LEFT;
        for (Line line : lines) {
            svg.add(Svg.line("line " + line.css(), at, 14, at + 22, 14));
            svg.add(Svg.label("start", at + 27, 18, line.name()));
            at += 40 + line.name().length() * 7.2;
        }
    }
}
