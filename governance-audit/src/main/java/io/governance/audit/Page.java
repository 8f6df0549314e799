package io.governance.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** One HTML file that needs nothing else: no script, no network, its style inside. */
final class Page {
    private static final String STYLE = style();

    private Page() {}

    static String of(Document document) {
        Html head = Html.element("head")
                .add(
                        Html.element("meta").set("charset", "utf-8"),
                        Html.element("meta")
                                .set("name", "viewport")
                                .set("content", "width=device-width, initial-scale=1"),
                        Html.element("meta")
                                .set("http-equiv", "Content-Security-Policy")
                                .set("content", "default-src 'none'; style-src 'unsafe-inline'"),
                        Html.element("meta").set("name", "color-scheme").set("content", "light dark"),
                        Html.element("title", document.title()),
                        Html.element("style", STYLE));
        Html main =
                Html.element("main").add(Html.element("h1", document.title())).addAll(document.html());
        return "<!DOCTYPE html>\n"
                + Html.element("html")
                        .set("lang", "en")
                        .add(head, Html.element("body").add(main)) + "\n";
    }

    /** The style contains no sign that HTML would have to escape; a test sees to that. */
    private static String style() {
        try (InputStream css = Page.class.getResourceAsStream("page.css")) {
            if (css == null) {
                throw new IllegalStateException("page.css is missing beside " + Page.class + "; the jar is incomplete");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
