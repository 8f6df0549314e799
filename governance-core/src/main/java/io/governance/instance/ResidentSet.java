package io.governance.instance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Resident memory of this process: {@code /proc/self/statm} counts pages, {@code /proc/self/auxv} says how large one is. */
final class ResidentSet {
    private static final long PAGE_SIZE_TYPE = 6; // AT_PAGESZ of getauxval(3)

    private final Path statm;
    private final double pageBytes;

    private ResidentSet(Path statm, double pageBytes) {
        this.statm = statm;
        this.pageBytes = pageBytes;
    }

    static ResidentSet under(Path root) {
        return new ResidentSet(root.resolve("proc/self/statm"), pageBytes(root.resolve("proc/self/auxv")));
    }

    /** Returns the bytes; {@code NaN} where the kernel does not tell. */
    double bytes() {
        List<String> words = KernelFile.words(statm);
        return words.size() < 2 ? Double.NaN : KernelFile.number(words.get(1)) * pageBytes;
    }

    /** Pairs of machine words, type and value, in the machine's own order of bytes. */
    private static double pageBytes(Path auxv) {
        ByteBuffer pairs;
        try {
            pairs = ByteBuffer.wrap(Files.readAllBytes(auxv)).order(ByteOrder.nativeOrder());
        } catch (IOException e) {
            return Double.NaN; // not Linux, or a process that may not look at itself
        }
        boolean isWide = !"32".equals(System.getProperty("sun.arch.data.model"));
        while (pairs.remaining() >= (isWide ? 16 : 8)) {
            long type = isWide ? pairs.getLong() : pairs.getInt();
            long value = isWide ? pairs.getLong() : pairs.getInt();
            if (type == PAGE_SIZE_TYPE) {
                return value;
            }
        }
        return Double.NaN;
    }
}
