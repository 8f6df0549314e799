package io.governance.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * A report before it is Markdown or a page.
 *
 * @param title of the whole
 * @param sections in order; the first belongs right below the title
 */
record Document(String title, List<Section> sections) {
    /**
     * A part with a heading.
     *
     * @param level 2 for a chapter, 3 for a part of it
     */
    record Section(int level, String title, List<Block> blocks) {
        Section {
            blocks = List.copyOf(blocks);
        }
    }

    Document {
        sections = List.copyOf(sections);
    }

    String markdown() {
        Markdown text = new Markdown().heading(1, title);
        for (Section section : sections) {
            text.heading(section.level(), section.title());
            section.blocks().forEach(block -> block.write(text));
        }
        return text.toString();
    }

    List<Html> html() {
        List<Html> page = new ArrayList<>();
        for (Section section : sections) {
            Html part = Html.element("section")
                    .kind("level" + section.level())
                    .add(Html.element("h" + section.level(), section.title()));
            Html plots = Html.element("div").kind("plots");
            boolean isOpen = false;
            for (Block block : section.blocks()) {
                if (block.isPlot()) {
                    if (!isOpen) {
                        plots = Html.element("div").kind("plots");
                        part.add(plots);
                    }
                    plots.add(block.html());
                } else {
                    part.add(block.html());
                }
                isOpen = block.isPlot();
            }
            page.add(part);
        }
        return page;
    }
}
