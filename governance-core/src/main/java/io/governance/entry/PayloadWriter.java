package io.governance.entry;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Passes characters on as they come, and counts the bytes that they are in UTF-8. */
final class PayloadWriter extends FilterWriter {
    private final PayloadCount.Target counts;

    PayloadWriter(Writer out, PayloadCount.Target counts) {
        super(out);
        this.counts = counts;
    }

    @Override
    public void write(int character) throws IOException {
        out.write(character);
        counts.addBytes(Utf8.bytes((char) character));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        out.write(text, offset, length);
        counts.addBytes(Utf8.bytes(text, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(text, offset, length);
        long bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            bytes += Utf8.bytes(text.charAt(i));
        }
        counts.addBytes(bytes);
    }
}
