package io.governance.entry;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Passes characters on as they come, and counts the bytes that they are in UTF-8. */
final class PayloadWriter extends FilterWriter {
    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private final PayloadCount.Target counts;

    PayloadWriter(Writer out, PayloadCount.Target counts) {
        super(out);
        this.counts = counts;
    }

    @Override
    public void write(int character) throws IOException {
        out.write(character);
        counts.addBytes(bytes((char) character));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        out.write(text, offset, length);
        long bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            bytes += bytes(text[i]);
        }
        counts.addBytes(bytes);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(text, offset, length);
        long bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            bytes += bytes(text.charAt(i));
        }
        counts.addBytes(bytes);
    }

    /** A surrogate is half of a character of four bytes, so that a pair may come in two parts. */
    private static int bytes(char c) {
        if (c < ONE_BYTE) {
            return 1;
        }
        return c < TWO_BYTES || Character.isSurrogate(c) ? 2 : 3;
    }
}
