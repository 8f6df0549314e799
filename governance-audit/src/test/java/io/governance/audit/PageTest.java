package io.governance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.BucketLayout;
import io.governance.remember.Samples.Sample;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PageTest {
    private static final String PIECES = "<>&\"'`|\\*_[]()!#-= \n\r\t\u0000\u0007\u202e\ud800aZ9/:;";
    private static final Set<String> ELEMENTS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "h1",
            "h2",
            "h3",
            "section",
            "p",
            "dl",
            "div",
            "dt",
            "dd",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "figure",
            "figcaption",
            "details",
            "summary",
            "svg",
            "desc",
            "line",
            "path",
            "polygon",
            "rect",
            "text",
            "span",
            "strong",
            "ul",
            "li");

    private static AuditReport named(String name) {
        SampleStore sample = new SampleStore();
        sample.store
                .samples()
                .add(List.of(
                        new Sample(
                                name,
                                name,
                                "response-time",
                                ManualTime.START,
                                ManualTime.START.plusSeconds(60),
                                Map.of(BucketLayout.NANOSECONDS.indexOf(5_000_000), 100L)),
                        new Sample(
                                name,
                                name,
                                "queries",
                                ManualTime.START,
                                ManualTime.START.plusSeconds(60),
                                Map.of(3, 100L))));
        for (String stream : List.of("swap/", "alert/", "resolution/", "change/")) {
            sample.append(stream + name, stream.equals("swap/") ? "STARTED" : name, Map.of("reason", name, name, name));
        }
        sample.time.pass(SampleStore.MINUTE);
        Finding finding = new Finding(name, name, Level.INFO, name, name, Map.of(name, name), name);
        return sample.builder()
                .examination(new Examination(sample.time.now(), List.of(), List.of(finding), List.of(name)))
                .build();
    }

    @Test
    void nameThatLooksLikeAScriptIsShownAsText() {
        String html = named("<script>alert('x')</script>").html();

        assertFalse(html.toLowerCase(java.util.Locale.ROOT).contains("<script"), html);
        assertTrue(Parsed.text(html).contains("<script>alert('x')</script>"));
    }

    @Test
    void noNameCanBecomeMarkup() {
        long seed = 20_270_301;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String name = random(random);
            String html = named(name).html();
            Set<String> found = elements(html);
            found.removeAll(ELEMENTS);
            assertEquals(Set.of(), found, () -> "seed " + seed + ", name '" + name + "'");
        }
    }

    @Test
    void noNameCanBecomeALineOrACellOfMarkdown() {
        long seed = 20_270_302;
        Random random = new Random(seed);
        int lines = named("plain").markdown().split("\n", -1).length;
        for (int i = 0; i < 300; i++) {
            String name = "n" + random(random);
            String markdown = named(name).markdown();
            assertEquals(lines, markdown.split("\n", -1).length, () -> "seed " + seed + ", name '" + name + "'");
            assertFalse(markdown.matches("(?s).*(?<!\\\\)[<`].*"), () -> "seed " + seed + ", name '" + name + "'");
        }
    }

    private static String random(Random random) {
        StringBuilder name = new StringBuilder(random.nextInt(4) == 0 ? "</td><img src=x onerror=alert(1)>" : "");
        for (int length = 1 + random.nextInt(30); length > 0; length--) {
            name.append(PIECES.charAt(random.nextInt(PIECES.length())));
        }
        return name.toString();
    }

    private static Set<String> elements(String html) {
        Set<String> names = new TreeSet<>();
        NodeList all = Parsed.page(html).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            names.add(all.item(i).getNodeName());
        }
        return names;
    }

    @Test
    void headingsAreInOrderAndEveryPlotSaysWhatItShows() {
        SampleStore sample = SampleStore.withSwap();
        NodeList all = Parsed.page(sample.builder()
                        .swap(SampleReport.ofCompleteSwap())
                        .build()
                        .html())
                .getElementsByTagName("*");
        int level = 0;
        int plots = 0;
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            String name = element.getNodeName();
            if (name.matches("h[1-6]")) {
                int next = name.charAt(1) - '0';
                assertTrue(next <= level + 1, () -> "heading '" + element.getTextContent() + "' skips a level");
                level = next;
            }
            if (name.equals("svg")) {
                plots++;
                assertEquals("img", element.getAttribute("role"));
                assertEquals("title", element.getFirstChild().getNodeName());
                assertNotEquals("", element.getElementsByTagName("desc").item(0).getTextContent());
                assertEquals("details", element.getNextSibling().getNodeName());
            }
        }
        assertEquals(7, plots);
    }

    @Test
    void styleNeedsNoEscaping() {
        String html = SampleStore.withSwap().audit().html();
        String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));

        assertFalse(style.matches("(?s).*[&<>].*"), style);
    }

    @Test
    void pageRefusesHandlersLinksAndScripts() {
        assertThrows(IllegalArgumentException.class, () -> Html.element("script"));
        assertThrows(IllegalArgumentException.class, () -> Html.element("p").set("onclick", "x"));
        assertThrows(IllegalArgumentException.class, () -> Html.element("a").set("href", "javascript:x"));
        assertThrows(IllegalArgumentException.class, () -> Html.element("p").set("a b", "x"));
    }
}
