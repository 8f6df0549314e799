package io.governance.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes whole numbers in few bits, those that are expected in the fewest. */
final class BitWriter {
    private byte[] bytes = new byte[512];
    private int used;
    private long pending;
    private int free = 64;

    /** Writes a number of one or more in the code of Elias: as many zeros as it has bits behind the first, then its bits. */
    void gamma(long value) {
        int width = 64 - Long.numberOfLeadingZeros(value);
        write(0, width - 1);
        write(value, width);
    }

    /** Writes a number of zero or more: what is above the width as so many zeros and a one, then the rest as it is. */
    void rice(long value, int width) {
        long zeros = value >>> width;
        for (; zeros >= 32; zeros -= 32) {
            write(0, 32);
        }
        write(1, (int) zeros + 1);
        write(value, width);
    }

    /** Writes the lowest bits of a value, the highest of them first. */
    void write(long value, int count) {
        if (count == 0) {
            return;
        }
        long part = value & (-1L >>> (64 - count));
        if (count < free) {
            free -= count;
            pending |= part << free;
        } else {
            int left = count - free;
            flush(pending | (part >>> left));
            free = 64 - left;
            pending = left == 0 ? 0 : part << free;
        }
    }

    private void flush(long full) {
        if (used + Long.BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        ByteBuffer.wrap(bytes).putLong(used, full);
        used += Long.BYTES;
    }

    /** Returns what was written, filled up to a whole byte with zeros; nothing can be written after that. */
    byte[] toBytes() {
        int rest = (64 - free + 7) >> 3;
        flush(pending);
        return Arrays.copyOf(bytes, used - Long.BYTES + rest);
    }
}
