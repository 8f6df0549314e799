package io.governance.entry;

import io.governance.measure.Call;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Passes bytes on as they come, and counts those that were taken. */
final class CountedStream extends ServletOutputStream {
    private final ServletOutputStream out;
    private final Call call;

    CountedStream(ServletOutputStream out, Call call) {
        this.out = out;
        this.call = call;
    }

    @Override
    public void write(int part) throws IOException {
        out.write(part);
        call.addPayload(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        call.addPayload(length);
    }

    @Override
    public void write(ByteBuffer buffer) throws IOException {
        int before = buffer.remaining();
        out.write(buffer);
        call.addPayload(before - buffer.remaining());
    }

    @Override
    public boolean isReady() {
        return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        out.setWriteListener(listener);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
