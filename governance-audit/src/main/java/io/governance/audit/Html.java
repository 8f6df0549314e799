package io.governance.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An element of a page. Text and attribute values are escaped here and nowhere else, and there is no way around it: a
 * name cannot become markup. What is rendered is well-formed XML as well as HTML.
 */
final class Html {
    private static final Set<String> VOID = Set.of("meta", "br", "hr");
    private static final String NAME = "[a-zA-Z][a-zA-Z0-9-]*";

    private final String name;
    private final List<String[]> attributes = new ArrayList<>();
    private final List<Object> children = new ArrayList<>();

    private Html(String name) {
        this.name = name;
    }

    /** Starts an element. */
    static Html element(String name) {
        if (!name.matches(NAME) || name.equalsIgnoreCase("script")) {
            throw new IllegalArgumentException("'" + name + "' is not an element of a page");
        }
        return new Html(name);
    }

    static Html element(String name, String text) {
        return element(name).text(text);
    }

    /** Sets an attribute; links lead within the page only, and there are no handlers of events. */
    Html set(String attribute, String value) {
        String lower = attribute.toLowerCase(Locale.ROOT);
        boolean isLink = Set.of("href", "src", "action", "xlink:href", "style").contains(lower);
        if (!attribute.matches(NAME) || lower.startsWith("on") || (isLink && !value.startsWith("#"))) {
            throw new IllegalArgumentException("attribute " + attribute + "='" + value + "' is not one of a page");
        }
        attributes.add(new String[] {attribute, value});
        return this;
    }

    /** Sets a coordinate, with a tenth of a pixel. */
    Html set(String attribute, double value) {
        return set(attribute, String.format(Locale.ROOT, "%.1f", value));
    }

    Html kind(String cssClass) {
        return set("class", cssClass);
    }

    Html text(String text) {
        children.add(text);
        return this;
    }

    Html add(Html... more) {
        children.addAll(List.of(more));
        return this;
    }

    Html addAll(List<Html> more) {
        children.addAll(more);
        return this;
    }

    @Override
    public String toString() {
        StringBuilder page = new StringBuilder();
        render(page);
        return page.toString();
    }

    private void render(StringBuilder page) {
        page.append('<').append(name);
        for (String[] attribute : attributes) {
            page.append(' ').append(attribute[0]).append("=\"");
            escape(attribute[1], page);
            page.append('"');
        }
        if (VOID.contains(name)) {
            page.append("/>");
            return;
        }
        page.append('>');
        for (Object child : children) {
            if (child instanceof Html element) {
                element.render(page);
            } else {
                escape((String) child, page);
            }
        }
        page.append("</").append(name).append('>');
    }

    private static void escape(String text, StringBuilder page) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
    }

    /** What XML allows, without the signs that turn the direction of reading: they make a name look like another. */
    private static boolean isAllowed(int c) {
        boolean isTurning = isIn(c, 0x202A, 0x202E) || isIn(c, 0x2066, 0x2069);
        boolean isControl = (c < 0x20 && c != '\t' && c != '\n') || isIn(c, 0x7F, 0x9F);
        boolean isNoCharacter = isIn(c, 0xD800, 0xDFFF) || (c & 0xFFFE) == 0xFFFE;
        return !isTurning && !isControl && !isNoCharacter;
    }

    private static boolean isIn(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
