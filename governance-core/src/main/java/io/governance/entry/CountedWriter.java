package io.governance.entry;

import io.governance.measure.Call;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Passes characters on to the container's writer, and counts the bytes that they will be. */
final class CountedWriter extends Writer {
    private final PrintWriter out;
    private final Call call;
    private final Charset charset;

    CountedWriter(PrintWriter out, Call call, Charset charset) {
        this.out = out;
        this.call = call;
        this.charset = charset;
    }

    @Override
    public void write(char[] text, int offset, int length) {
        out.write(text, offset, length);
        call.addPayload(bytes(text, offset, length));
    }

    private long bytes(char[] text, int offset, int length) {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            boolean isWide = charset.name().startsWith("UTF-16");
            return isWide ? 2L * length : length;
        }
        return Utf8.bytes(text, offset, length);
    }

    /** The container's writer keeps its errors to itself, and tells them to whoever asks; so must the one around this. */
    @Override
    public void flush() throws IOException {
        if (out.checkError()) {
            throw new IOException("the response could not be written: the caller is gone");
        }
    }

    @Override
    public void close() {
        out.close();
    }
}
