package io.governance.audit;

import java.util.Locale;

/** The few shapes that plots are made of. */
final class Svg {
    private Svg() {}

    /** A picture that scales with its place on the page and says in words what it shows. */
    static Html picture(int width, int height, String title, String description) {
        return Html.element("svg")
                .set("viewBox", "0 0 " + width + " " + height)
                .set("role", "img")
                .set("aria-label", title + ". " + description)
                .add(Html.element("title", title), Html.element("desc", description));
    }

    static Html line(String css, double x1, double y1, double x2, double y2) {
        return Html.element("line")
                .kind(css)
                .set("x1", x1)
                .set("y1", y1)
                .set("x2", x2)
                .set("y2", y2);
    }

    static Html rectangle(String css, double x, double y, double width, double height) {
        return Html.element("rect")
                .kind(css)
                .set("x", x)
                .set("y", y)
                .set("width", Math.max(0, width))
                .set("height", height);
    }

    /** A label; the anchor is start, middle or end. */
    static Html label(String anchor, double x, double y, String text) {
        return Html.element("text", text).set("text-anchor", anchor).set("x", x).set("y", y);
    }

    static String at(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }
}
