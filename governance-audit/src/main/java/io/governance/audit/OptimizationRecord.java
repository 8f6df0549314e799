package io.governance.audit;

import io.governance.flags.SwapReport;
import io.governance.judge.Finding;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The record of one optimization, a Markdown file next to the code: people write why and how, the library writes what
 * was measured (P2, P12).
 *
 * <p>The file is the only state: every method reads it, and refuses one whose measured parts were edited by hand, with
 * {@link IllegalArgumentException} naming file and line. Files that cannot be read or written throw {@link
 * UncheckedIOException}. Use one thread for a file.
 */
public final class OptimizationRecord {
    /** What people write. All but the last belong to the plan and must be there before anything is tried. */
    public enum Part {
        /** What is wrong, with figures. */
        ISSUE("issue", "Issue", "What is wrong, for whom, and which figures show it?"),
        /** Why it is so. */
        ROOT_CAUSE("rootCause", "Root cause", "Why is it so? Name the place in the code."),
        /** What is done about it. */
        SOLUTION("solution", "Solution", "What will be done, and what was considered and left?"),
        /** What it is meant to bring. */
        EXPECTED_IMPACT("expectedImpact", "Expected impact", "Which figure for which signal is expected?"),
        /** How it reaches production, and the way back. */
        MIGRATION_PLAN("migrationPlan", "Migration plan", "Which steps lead there, and which lead back?"),
        /** What can go wrong. */
        RISK("risk", "Risk", "What can go wrong, how would it show, and who is harmed?"),
        /** What proves it. */
        TESTS("tests", "Tests", "Which tests prove that it works and that the way back works?"),
        /** What to do differently next time; due once the swap is complete. */
        LESSONS_LEARNED("lessonsLearned", "Lessons learned", "What would be done differently next time?");

        private final String key;
        private final String title;
        private final String prompt;

        Part(String key, String title, String prompt) {
            this.key = key;
            this.title = title;
            this.prompt = prompt;
        }

        /** Returns the name of the fact in the ledger, such as {@code rootCause}. */
        public String key() {
            return key;
        }

        String heading() {
            return "## " + title;
        }

        String promptLine() {
            return "_" + prompt + "_";
        }
    }

    private final Path file;

    private OptimizationRecord(Path file) {
        this.file = file;
    }

    /**
     * Opens the record of a swap: writes its file, with the issue told from what was found.
     *
     * @param folder where records live, such as {@code docs/optimizations}; made when it is not there
     * @param swap name of the swap; letters, digits, dots, dashes and underscores, since the file is named after it
     * @throws IllegalStateException when the swap has a record already
     */
    public static OptimizationRecord open(
            Path folder, String swap, String operation, List<Finding> findings, LocalDate opened) {
        return open(folder, new FrontMatter("swap", swap, operation, opened, "PLANNING"), findings);
    }

    /** Opens the record of a change that has no two sides, such as an index; otherwise as {@link #open}. */
    public static OptimizationRecord openForChange(
            Path folder, String change, String operation, List<Finding> findings, LocalDate opened) {
        return open(folder, new FrontMatter("change", change, operation, opened, "PLANNING"), findings);
    }

    private static OptimizationRecord open(Path folder, FrontMatter front, List<Finding> findings) {
        if (!front.name().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "the record of '" + front.name() + "' cannot be opened: its file is named"
                            + " after it; expected letters, digits, '.', '-' and '_', a letter or digit first");
        }
        if (front.operation().isBlank() || front.operation().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the record of " + front.name() + " names the operation '"
                    + front.operation() + "', expected a name on one line");
        }
        OptimizationRecord record = new OptimizationRecord(folder.resolve(front.name() + ".md"));
        if (Files.exists(record.file)) {
            throw new IllegalStateException(front.name() + " has a record already: " + record.file
                    + "; fill that one, or give the next " + front.kind() + " a name of its own");
        }
        RecordText text = RecordText.empty(front);
        record.write(findings.isEmpty() ? text : text.with(Part.ISSUE, FoundIssue.text(findings)));
        return record;
    }

    /** Reads a record and checks all of it. */
    public static OptimizationRecord parse(Path file) {
        OptimizationRecord record = new OptimizationRecord(file);
        record.read();
        return record;
    }

    /**
     * Writes one part.
     *
     * @return this
     * @throws IllegalArgumentException when the text is a placeholder, or contains a heading or marker of the record
     */
    public OptimizationRecord fill(Part part, String text) {
        String bare =
                text.replace(part.promptLine(), "").replace(part.prompt, "").strip();
        if (Placeholder.is(bare)) {
            throw new IllegalArgumentException(file + ": the part '" + part.key + "' cannot be filled with '"
                    + text.strip() + "', which stands in place of content. " + part.prompt);
        }
        text.lines().filter(RecordText::isBoundary).findFirst().ifPresent(line -> {
            throw new IllegalArgumentException(file + ": the text for '" + part.key + "' contains the line '" + line
                    + "', which begins another part; fill each part on its own");
        });
        write(read().with(part, text));
        return this;
    }

    /** Returns what a person wrote for a part; empty when nothing or only its prompt stands there. */
    public String text(Part part) {
        return read().part(part);
    }

    /** Returns the parts of the plan that have no content; of a completed swap, the lessons learned too. */
    public List<Part> missingParts() {
        RecordText text = read();
        boolean isOver = List.of("COMPLETE", "REMOVED").contains(text.front().status());
        return Arrays.stream(Part.values())
                .filter(part -> part != Part.LESSONS_LEARNED || isOver)
                .filter(part -> Placeholder.is(text.part(part)))
                .toList();
    }

    /**
     * Tells the ledger that the plan is complete, so that the swap may leave OFF. Told again, only what has changed
     * since is appended. Does I/O.
     *
     * @throws IllegalStateException when parts of the plan are missing: all of them, one a line
     */
    public void plan(Ledger ledger) {
        RecordText text = read();
        List<Part> missing = missingParts();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    file + ": the plan of " + text.front().name() + " is not complete:\n  "
                            + String.join(
                                    "\n  ",
                                    missing.stream()
                                            .map(part -> part.key + ": " + part.prompt)
                                            .toList()));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            if (part != Part.LESSONS_LEARNED) {
                facts.put(part.key, text.part(part));
            }
        }
        PlanEntry.append(ledger, "record/" + text.front().name(), facts);
        if (text.front().status().equals("PLANNING")) {
            write(text.with("PLANNED", text.measured()));
        }
    }

    /** Writes the measured parts anew from the store; what only the swap itself can say stays as it was. */
    public void refresh(Store store) {
        refresh(store, null);
    }

    /**
     * Writes the measured parts anew: figures, verdict and ranges from the swap's own report, the rest from the store.
     * Does I/O.
     *
     * @throws IllegalArgumentException when the report is of another swap
     */
    public void refresh(Store store, @Nullable SwapReport report) {
        RecordText text = read();
        if (report != null && !report.swap().equals(text.front().name())) {
            throw new IllegalArgumentException(
                    file + " is the record of " + text.front().name() + ", the report is of " + report.swap());
        }
        MeasuredParts measured = new MeasuredParts(store, text.front(), report);
        write(text.with(measured.status(text.front().status()), measured.write(text.measured())));
    }

    /**
     * Writes {@code README.md} of a folder: one line for each record in it, with what came of it.
     *
     * @return the file
     */
    public static Path index(Path folder) {
        return RecordIndex.write(folder);
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns the name of the swap or change. */
    public String name() {
        return read().front().name();
    }

    /** Returns where the swap stood at the last refresh; PLANNING and PLANNED before it was started. */
    public String status() {
        return read().front().status();
    }

    RecordText read() {
        return RecordFile.read(file);
    }

    private void write(RecordText text) {
        RecordFile.replace(file, text.render());
    }
}
