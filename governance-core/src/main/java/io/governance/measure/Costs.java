package io.governance.measure;

/**
 * What the calls of one operation used on their threads, from the calls that were read; every figure only grows.
 *
 * <p>Every reading stands for as many calls as are made for one to be read, but that of the first call for itself alone.
 * Immutable.
 *
 * @param cpuNanos CPU time of the calls that the readings stand for
 * @param cpuCalls how many calls that is
 * @param innerCpuNanos part of it that calls of other operations used inside them
 * @param bytes bytes allocated by the calls that the readings stand for
 * @param bytesCalls how many calls that is
 * @param innerBytes part of it that calls of other operations allocated inside them
 */
public record Costs(long cpuNanos, long cpuCalls, long innerCpuNanos, long bytes, long bytesCalls, long innerBytes) {
    /** No reading at all. */
    public static final Costs NONE = new Costs(0, 0, 0, 0, 0, 0);

    /** Returns what came after an earlier reading. */
    public Costs since(Costs earlier) {
        return new Costs(
                cpuNanos - earlier.cpuNanos,
                cpuCalls - earlier.cpuCalls,
                innerCpuNanos - earlier.innerCpuNanos,
                bytes - earlier.bytes,
                bytesCalls - earlier.bytesCalls,
                innerBytes - earlier.innerBytes);
    }
}
