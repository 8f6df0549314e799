package io.governance.audit;

import io.governance.flags.Stage;
import io.governance.remember.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened to a swap, read from its stream: for people, therefore tolerant of entries it does not know.
 *
 * @param swap its name
 * @param steps one for each entry, in order
 */
record SwapHistory(String swap, List<Step> steps) {
    static final String STREAMS = "swap/";

    /**
     * One entry and where the swap stood after it.
     *
     * @param slice place among the slices of the attempt, as in the evidence
     */
    record Step(Ledger.Entry entry, Stage stage, int attempt, int slice, double share) {
        String reason() {
            return entry.facts().getOrDefault("reason", "");
        }
    }

    SwapHistory {
        steps = List.copyOf(steps);
    }

    static SwapHistory read(Ledger ledger, String swap, Instant before) {
        List<Step> steps = new ArrayList<>();
        Stage stage = Stage.OFF;
        int attempt = 0;
        int slice = -1;
        double share = 0;
        for (Ledger.Entry entry : ledger.read(STREAMS + swap, 0)) {
            if (!entry.at().isBefore(before)) {
                break;
            }
            stage = stage(entry, stage);
            boolean isStart = entry.type().equals("STARTED") || entry.type().equals("RESTARTED");
            attempt += isStart ? 1 : 0;
            share = share(entry, stage, share);
            slice = isStart ? 0 : isPause(entry) ? slice : slice + 1;
            steps.add(new Step(entry, stage, attempt, slice, share));
        }
        return new SwapHistory(swap, steps);
    }

    private static Stage stage(Ledger.Entry entry, Stage before) {
        return switch (entry.type()) {
            case "STARTED", "RESTARTED" -> Stage.SHADOW;
            case "PROMOTED" -> known(entry.facts().getOrDefault("to", ""), before);
            case "COMPLETED" -> Stage.COMPLETE;
            case "REMOVED" -> Stage.REMOVED;
            case "ROLLED_BACK" -> Stage.ROLLED_BACK;
            case "KILLED" -> Stage.OFF;
            default -> before;
        };
    }

    private static Stage known(String name, Stage otherwise) {
        for (Stage stage : Stage.values()) {
            if (stage.name().equals(name)) {
                return stage;
            }
        }
        return otherwise;
    }

    private static double share(Ledger.Entry entry, Stage stage, double before) {
        return switch (stage) {
            case OFF, SHADOW, ROLLED_BACK -> 0;
            case COMPLETE, REMOVED -> 1;
            default -> number(entry.facts().get("share"), before);
        };
    }

    private static double number(@org.jspecify.annotations.Nullable String text, double otherwise) {
        try {
            return text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static boolean isPause(Ledger.Entry entry) {
        return entry.type().equals("PAUSED") || entry.type().equals("RESUMED");
    }

    Stage stage() {
        return steps.isEmpty() ? Stage.OFF : steps.get(steps.size() - 1).stage();
    }

    int attempt() {
        return steps.isEmpty() ? 1 : Math.max(1, steps.get(steps.size() - 1).attempt());
    }

    /** Returns the steps that a reader looks for: all but new slices of an unchanged share. */
    List<Step> transitions() {
        return steps.stream()
                .filter(step -> !step.entry().type().equals("SLICED"))
                .toList();
    }

    /** Returns the steps that led to another stage. */
    List<Step> stages() {
        List<Step> changed = new ArrayList<>();
        Stage before = Stage.OFF;
        for (Step step : steps) {
            if (step.stage() != before) {
                changed.add(step);
            }
            before = step.stage();
        }
        return changed;
    }

    Table log() {
        List<List<String>> rows = new ArrayList<>();
        Instant before = null;
        for (Step step : transitions()) {
            Instant at = step.entry().at();
            rows.add(List.of(
                    Figures.at(at),
                    before == null ? "" : "+" + Figures.duration(Duration.between(before, at)),
                    step.entry().type(),
                    step.stage().name(),
                    Integer.toString(step.attempt()),
                    Figures.percent(step.share()),
                    step.reason(),
                    step.entry().node()));
            before = at;
        }
        return new Table(
                "Deployment log of " + swap,
                List.of("time (UTC)", "after", "event", "stage", "attempt", "share of new", "reason", "node"),
                rows);
    }
}
