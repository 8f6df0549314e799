package io.governance.measure;

import java.nio.ByteBuffer;

/** Reads what a {@link BitWriter} wrote. */
final class BitReader {
    /** As many bits as are always there when eight bytes are read from the byte on in which the next bit is. */
    private static final int AT_ONCE = 57;

    private final ByteBuffer bytes;
    private final int size;
    private int bits;

    BitReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.size = bytes.length;
    }

    /**
     * Reads a number of one or more.
     *
     * @throws IllegalArgumentException when the bytes end before it does, or no number of 63 bits was written there
     */
    long gamma() {
        long zeros = zeros();
        if (zeros > 62) {
            throw new IllegalArgumentException("no number of 63 bits at bit " + bits);
        }
        return read((int) zeros + 1);
    }

    /**
     * Reads a number of zero or more.
     *
     * @throws IllegalArgumentException when the bytes end before it does, or it does not fit into 63 bits
     */
    long rice(int width) {
        long above = zeros();
        if (above > Long.MAX_VALUE >>> width) {
            throw new IllegalArgumentException("no number of 63 bits at bit " + bits);
        }
        skip(1);
        return (above << width) | read(width);
    }

    /** Skips zeros up to the next one, and returns how many there were. */
    private long zeros() {
        long zeros = 0;
        while (bits < size * 8) {
            int step = Math.min(AT_ONCE, Long.numberOfLeadingZeros(next()));
            zeros += step;
            bits += step;
            if (step < AT_ONCE) {
                break;
            }
        }
        if (bits >= size * 8) {
            throw ended();
        }
        return zeros;
    }

    long read(int count) {
        if (count == 0) {
            return 0;
        }
        if (count > AT_ONCE) {
            return (read(count - 32) << 32) | read(32);
        }
        long value = next() >>> (64 - count);
        skip(count);
        return value;
    }

    private void skip(int count) {
        bits += count;
        if (bits > size * 8) {
            throw ended();
        }
    }

    /** The next bits at the high end, followed by zeros where the bytes end. */
    private long next() {
        int first = bits >> 3;
        if (first + Long.BYTES <= size) {
            return bytes.getLong(first) << (bits & 7);
        }
        long value = 0;
        for (int i = first; i < first + Long.BYTES; i++) {
            value = (value << 8) | (i < size ? bytes.get(i) & 0xff : 0);
        }
        return value << (bits & 7);
    }

    /** Whether nothing but the zeros that fill the last byte is left. */
    boolean isAtEnd() {
        return (bits + 7) >> 3 == size && next() == 0;
    }

    private IllegalArgumentException ended() {
        return new IllegalArgumentException("the counts end after " + size + " bytes, in the middle of a number");
    }
}
