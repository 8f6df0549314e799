package io.governance.entry;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes bytes on as they come, and counts those that were taken. */
final class PayloadStream extends FilterOutputStream {
    private final PayloadCount.Target counts;

    PayloadStream(OutputStream out, PayloadCount.Target counts) {
        super(out);
        this.counts = counts;
    }

    @Override
    public void write(int part) throws IOException {
        out.write(part);
        counts.addBytes(1);
    }

    /** In one piece, where the class above would write each byte by itself. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        counts.addBytes(length);
    }
}
