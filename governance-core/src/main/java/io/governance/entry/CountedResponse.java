package io.governance.entry;

import io.governance.measure.Call;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A response whose bytes are counted on their way; whatever else it does is the container's. */
final class CountedResponse extends HttpServletResponseWrapper {
    private final Call call;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;

    CountedResponse(HttpServletResponse response, Call call) {
        super(response);
        this.call = call;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream counted = stream;
        if (counted == null) {
            counted = new CountedStream(super.getOutputStream(), call);
            stream = counted;
        }
        return counted;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter counted = writer;
        if (counted == null) {
            PrintWriter real = super.getWriter();
            counted = new PrintWriter(new CountedWriter(real, call, charset()));
            writer = counted;
        }
        return counted;
    }

    /** What was written before a reset is not sent; counting it all the same is the smaller error. */
    @Override
    public void reset() {
        super.reset();
        stream = null;
        writer = null;
    }

    private Charset charset() {
        try {
            return Charset.forName(getCharacterEncoding());
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8; // the container found a writer for it all the same
        }
    }
}
