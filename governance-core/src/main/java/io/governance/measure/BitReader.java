package io.governance.measure;

/** Reads what a {@link BitWriter} wrote. */
final class BitReader {
    private final byte[] bytes;
    private int bits;

    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a number of one or more.
     *
     * @throws IllegalArgumentException when the bytes end before it does, or no number of 63 bits was written there
     */
    long gamma() {
        int zeros = 0;
        while (true) {
            if (bits >= bytes.length * 8) {
                throw ended();
            }
            int rest = (bytes[bits >> 3] << (bits & 7)) & 0xff;
            if (rest != 0) {
                int step = Integer.numberOfLeadingZeros(rest) - 24;
                zeros += step;
                bits += step;
                break;
            }
            zeros += 8 - (bits & 7);
            bits += 8 - (bits & 7);
        }
        if (zeros > 62) {
            throw new IllegalArgumentException("no number of 63 bits at bit " + bits);
        }
        return read(zeros + 1);
    }

    long read(int count) {
        if (bits + count > bytes.length * 8) {
            throw ended();
        }
        long value = 0;
        int left = count;
        while (left > 0) {
            int room = 8 - (bits & 7);
            int taken = Math.min(room, left);
            value = (value << taken) | ((bytes[bits >> 3] >>> (room - taken)) & ((1 << taken) - 1));
            bits += taken;
            left -= taken;
        }
        return value;
    }

    /** Whether nothing but the zeros that fill the last byte is left. */
    boolean isAtEnd() {
        int used = bits & 7;
        return (bits + 7) >> 3 == bytes.length && (used == 0 || (bytes[bytes.length - 1] & (0xff >> used)) == 0);
    }

    private IllegalArgumentException ended() {
        return new IllegalArgumentException("the counts end after " + bytes.length + " bytes, in the middle of a number");
    }
}
