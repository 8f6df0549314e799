package io.governance.measure;

import java.util.Arrays;

/** Writes whole numbers in few bits: small ones are short (Elias gamma code, IEEE Trans. Inf. Theory 21, 1975). */
final class BitWriter {
    private byte[] bytes = new byte[64];
    private int bits;

    /** Writes a number of one or more: as many zeros as it has bits behind the first, then its bits. */
    void gamma(long value) {
        int width = 64 - Long.numberOfLeadingZeros(value);
        write(0, width - 1);
        write(value, width);
    }

    /** Writes the lowest bits of a value, the highest of them first. */
    void write(long value, int count) {
        if (bits + count > bytes.length * 8) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        int left = count;
        while (left > 0) {
            int room = 8 - (bits & 7);
            int taken = Math.min(room, left);
            int part = (int) (value >>> (left - taken)) & ((1 << taken) - 1);
            bytes[bits >> 3] |= (byte) (part << (room - taken));
            bits += taken;
            left -= taken;
        }
    }

    /** Returns what was written, filled up to a whole byte with zeros. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, (bits + 7) >> 3);
    }
}
