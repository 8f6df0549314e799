package io.governance.benchmarks;

/**
 * One line of the result.
 *
 * @param suite which suite
 * @param name what was measured
 * @param peer what it is compared with, in the same run
 * @param ours our figure
 * @param theirs the peer's figure
 * @param unit unit of both
 * @param bytesPerOp bytes that ours allocates
 * @param goal in words
 * @param isMet whether the goal is met
 */
record Ratio(
        String suite,
        String name,
        String peer,
        double ours,
        double theirs,
        String unit,
        double bytesPerOp,
        String goal,
        boolean isMet) {
    double ratio() {
        return ours / theirs;
    }
}
