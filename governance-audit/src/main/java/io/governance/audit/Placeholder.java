package io.governance.audit;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells content from what only stands in its place. */
final class Placeholder {
    private static final Pattern WORDS = Pattern.compile(
            "(todo|tbd|tba|fixme|xxx|wip|placeholder|lorem ipsum|to be (done|defined|decided|filled|written|added))\\b.*",
            Pattern.DOTALL);
    private static final Pattern WHOLE =
            Pattern.compile("(n/?a|none|nothing|later|unknown|see above|same as above|fill( this)? in|text|content)");

    private Placeholder() {}

    /** Returns whether a text says nothing: blank, without a letter or digit, or one of the usual stand-ins. */
    static boolean is(String text) {
        String bare = text.toLowerCase(Locale.ROOT)
                .replaceAll("\\b(\\p{L})\\.(?=\\p{L}\\b)", "$1")
                .replaceAll("^[^\\p{L}\\p{N}]+", "")
                .replaceAll("[^\\p{L}\\p{N}]+$", "");
        return bare.isEmpty()
                || WHOLE.matcher(bare).matches()
                || WORDS.matcher(bare).matches();
    }
}
