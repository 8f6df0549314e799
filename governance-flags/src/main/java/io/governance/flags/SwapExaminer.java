package io.governance.flags;

import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Says that a swap was rolled back, until it goes on or is switched off. */
final class SwapExaminer implements Examiner {
    private final Supplier<SwapState> state;
    private final String swap;
    private final String operation;

    SwapExaminer(String swap, String operation, Supplier<SwapState> state) {
        this.swap = swap;
        this.operation = operation;
        this.state = state;
    }

    @Override
    public void examine(Examination.Draft draft) {
        SwapState now = state.get();
        if (now.stage() != Stage.ROLLED_BACK) {
            return;
        }
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("swap", swap);
        evidence.put("attempt", Integer.toString(now.attempt()));
        evidence.put("since", now.since().toString());
        evidence.put(
                "command", "swap.kill(who, why) of " + swap + ": every call goes to the old side until it is started");
        draft.finding(new Finding(
                "SWAP_ROLLED_BACK",
                operation,
                Level.WARNING,
                "swap " + swap + " of " + operation + " was rolled back: " + now.reason(),
                null,
                evidence,
                "open a resolution: analyze, fix, test, then begin the next attempt"));
    }
}
