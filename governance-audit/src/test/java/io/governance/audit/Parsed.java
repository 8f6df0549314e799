package io.governance.audit;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Reads a page with a strict parser: what is not well-formed is refused. */
final class Parsed {
    private Parsed() {}

    static Document page(String html) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html)));
        } catch (Exception e) {
            throw new AssertionError("the page is not well-formed: " + e.getMessage(), e);
        }
    }

    static String text(String html) {
        return page(html).getDocumentElement().getTextContent();
    }
}
