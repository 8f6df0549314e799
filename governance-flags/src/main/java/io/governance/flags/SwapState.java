package io.governance.flags;

import io.governance.remember.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a swap stands: nothing but the fold of its stream in the ledger.
 *
 * @param version last entry that is folded in
 * @param stage where it stands
 * @param attempt 1 for the first time it left OFF, one more for each next time
 * @param shares share of the new side in each slice of this attempt; the last one is now
 * @param stageSlice first slice of the present stage or step
 * @param isPaused whether forward steps wait
 * @param since wall clock at which the present stage or step began
 * @param reason why it is where it is
 * @param baselines what each slice is judged by
 */
record SwapState(
        long version,
        Stage stage,
        int attempt,
        List<Double> shares,
        int stageSlice,
        boolean isPaused,
        Instant since,
        String reason,
        Baselines baselines) {
    static final String SHARE = "share";
    static final String TO = "to";
    static final String REASON = "reason";
    static final String BASELINE = "baseline";

    SwapState {
        shares = List.copyOf(shares);
    }

    static SwapState initial(Instant at) {
        return new SwapState(0, Stage.OFF, 1, List.of(), 0, false, at, "never started", Baselines.NONE);
    }

    static SwapState fold(SwapState from, List<Ledger.Entry> entries) {
        SwapState state = from;
        for (Ledger.Entry entry : entries) {
            state = state.next(entry);
        }
        return state;
    }

    /** Share of the new side now. */
    double share() {
        return shares.isEmpty() ? 0 : shares.get(shares.size() - 1);
    }

    int slice() {
        return shares.size() - 1;
    }

    /**
     * Returns the state after an entry.
     *
     * @throws IllegalStateException when the entry is of an unknown type, or the table of stages does not permit it
     */
    private SwapState next(Ledger.Entry entry) {
        for (SwapEvent event : SwapEvent.values()) {
            if (event.name().equals(entry.type()) && stage.permits(event)) {
                return after(event, entry.facts(), entry.version(), entry.at());
            }
        }
        throw new IllegalStateException(entry.stream() + " version " + entry.version() + ", written by " + entry.node()
                + ": " + entry.type() + " cannot follow " + stage);
    }

    /** Returns the state after an event that the stage permits. */
    SwapState after(SwapEvent event, Map<String, String> facts, long at, Instant now) {
        Move move = new Move(at, now, facts.getOrDefault(REASON, ""));
        double share = Double.parseDouble(facts.getOrDefault(SHARE, Double.toString(share())));
        Baselines next = baselines.plus(facts.getOrDefault(BASELINE, ""));
        return switch (event) {
            case STARTED ->
                move.to(Stage.SHADOW, shares.isEmpty() ? attempt : attempt + 1, List.of(0.0), Baselines.NONE);
            case RESTARTED -> move.to(Stage.SHADOW, attempt + 1, List.of(0.0), Baselines.NONE);
            case PROMOTED -> move.to(Stage.valueOf(facts.getOrDefault(TO, stage.name())), attempt, plus(share), next);
            case COMPLETED -> move.to(Stage.COMPLETE, attempt, plus(1.0), next);
            case REMOVED -> move.to(Stage.REMOVED, attempt, plus(1.0), next);
            case ROLLED_BACK -> move.to(Stage.ROLLED_BACK, attempt, plus(0.0), next);
            case KILLED -> move.to(Stage.OFF, attempt, plus(0.0), next);
            case SLICED -> new SwapState(at, stage, attempt, plus(share), stageSlice, isPaused, since, reason, next);
            case PAUSED, RESUMED ->
                new SwapState(
                        at,
                        stage,
                        attempt,
                        shares,
                        stageSlice,
                        event == SwapEvent.PAUSED,
                        since,
                        move.reason(),
                        baselines);
        };
    }

    private List<Double> plus(double share) {
        List<Double> more = new ArrayList<>(shares);
        more.add(share);
        return more;
    }

    /** A step to another stage or share: its first slice is the last one there is. */
    private record Move(long version, Instant now, String reason) {
        SwapState to(Stage to, int attempt, List<Double> shares, Baselines baselines) {
            return new SwapState(version, to, attempt, shares, shares.size() - 1, false, now, reason, baselines);
        }
    }
}
