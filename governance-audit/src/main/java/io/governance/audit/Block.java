package io.governance.audit;

import io.governance.judge.Level;
import java.util.List;
import java.util.Locale;

/** A piece of a document that is told twice, in Markdown and as a page, from the same figures. */
interface Block {
    void write(Markdown text);

    Html html();

    /** Whether neighbours of the same kind stand side by side where there is room. */
    default boolean isPlot() {
        return false;
    }

    /** A sentence or a few. */
    record Paragraph(String text) implements Block {
        @Override
        public void write(Markdown markdown) {
            markdown.paragraph(text);
        }

        @Override
        public Html html() {
            return Html.element("p", text);
        }
    }

    /** Figures that come first, each with its name. */
    record Tiles(List<List<String>> figures) implements Block {
        @Override
        public void write(Markdown markdown) {
            markdown.list(figures.stream()
                    .map(figure -> figure.get(0) + ": " + figure.get(1))
                    .toList());
        }

        @Override
        public Html html() {
            Html tiles = Html.element("dl").kind("tiles");
            figures.forEach(figure -> tiles.add(
                    Html.element("div").add(Html.element("dt", figure.get(0)), Html.element("dd", figure.get(1)))));
            return tiles;
        }
    }

    /** Rows and columns; on a narrow screen the table scrolls, not the page. */
    record Rows(Table table) implements Block {
        @Override
        public void write(Markdown markdown) {
            markdown.table(table);
        }

        @Override
        public Html html() {
            Html head = Html.element("tr");
            table.columns()
                    .forEach(column -> head.add(Html.element("th", column).set("scope", "col")));
            Html body = Html.element("tbody");
            for (List<String> row : table.rows()) {
                Html line = Html.element("tr");
                row.forEach(cell -> line.add(Html.element("td", cell)));
                body.add(line);
            }
            return Html.element("div")
                    .kind("scroll")
                    .set("role", "region")
                    .set("aria-label", table.title())
                    .set("tabindex", "0")
                    .add(Html.element("table")
                            .add(
                                    Html.element("caption", table.title()),
                                    Html.element("thead").add(head),
                                    body));
        }
    }

    /** A plot, with its figures as a table behind it. */
    record Plot(String title, Html svg, Table table) implements Block {
        @Override
        public void write(Markdown markdown) {
            markdown.paragraph(title + ":").table(table);
        }

        @Override
        public Html html() {
            return Html.element("figure")
                    .add(
                            Html.element("figcaption", title),
                            svg,
                            Html.element("details").add(Html.element("summary", "Figures"), new Rows(table).html()));
        }

        @Override
        public boolean isPlot() {
            return true;
        }
    }

    /** Something that was found, with how urgent it is. */
    record Notice(Level level, String title, List<String> lines) implements Block {
        @Override
        public void write(Markdown markdown) {
            markdown.paragraph(level + ": " + title).list(lines);
        }

        @Override
        public Html html() {
            Html list = Html.element("ul");
            lines.forEach(line -> list.add(Html.element("li", line)));
            return Html.element("div")
                    .kind("notice " + level.name().toLowerCase(Locale.ROOT))
                    .add(Html.element("p").add(badge(level), Html.element("strong", title)), list);
        }

        static Html badge(Level level) {
            return Html.element("span", level.name().replace('_', ' '))
                    .kind("badge " + level.name().toLowerCase(Locale.ROOT));
        }
    }
}
