package io.governance.flags;

import io.governance.flags.statistics.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a swap stands and what is known, for people: a snapshot, immutable.
 *
 * @param swap its name
 * @param operation the operation whose implementation is swapped
 * @param stage where it stands
 * @param attempt which attempt
 * @param share share of the new side now
 * @param reason why it stands there
 * @param level probability that a statement below is false, ever
 * @param verdict what the judge says of the live calls; empty before there are any
 * @param ranges confidence ranges beside the verdict
 * @param lines one for each target: met, missed, not yet shown
 * @param missing what the next step waits for; while anything is missing the old side serves as before
 * @param remainingCalls about how many calls the slowest gate still needs, where that can be told
 * @param compared inputs compared in SHADOW without a difference
 * @param pairs pairs run in SHADOW
 * @param unstable inputs on which the old side differs from itself
 * @param dropped mirrored calls that did not fit or came too late
 * @param rescued callers who got the old side's answer because the new side had failed
 */
public record SwapReport(
        String swap,
        String operation,
        Stage stage,
        int attempt,
        double share,
        String reason,
        double level,
        Optional<Verdict> verdict,
        Optional<Verdict.Ranges> ranges,
        List<TargetLine> lines,
        List<String> missing,
        OptionalLong remainingCalls,
        long compared,
        long pairs,
        long unstable,
        long dropped,
        long rescued) {

    /**
     * One target and where it stands.
     *
     * @param target what was asked
     * @param standing met, not yet shown, out of reach
     * @param logE evidence for the claim
     */
    public record TargetLine(Target target, Verdict.Standing standing, double logE) {}
}
