package io.governance.entry;

/** How many bytes characters are in UTF-8. */
final class Utf8 {
    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private Utf8() {}

    /** A surrogate is half of a character of four bytes, so that a pair may come in two parts. */
    static int bytes(char c) {
        if (c < ONE_BYTE) {
            return 1;
        }
        return c < TWO_BYTES || Character.isSurrogate(c) ? 2 : 3;
    }

    static long bytes(char[] text, int offset, int length) {
        long bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            bytes += bytes(text[i]);
        }
        return bytes;
    }
}
