package io.governance.examine;

import io.governance.examine.ExaminationReport.AreaLine;
import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorts what an examination says by the rows of the protocol. */
final class AreaLines {
    /** With a thousand operations a report is about the worst ones. */
    private static final int MOST = 12;

    private static final Comparator<Reading> WORST_FIRST = Comparator.comparing(Reading::level)
            .reversed()
            .thenComparing(Reading::samples, Comparator.reverseOrder())
            .thenComparing(Reading::subject);

    private AreaLines() {}

    static List<AreaLine> of(Examination examination, @Nullable CloserLook look) {
        return Arrays.stream(Area.values())
                .map(area -> line(area, examination, CloserLook.figures(look, area)))
                .toList();
    }

    private static AreaLine line(Area area, Examination examination, List<String> closer) {
        List<Reading> readings = examination.readings().stream()
                .filter(reading -> Area.of(reading.signal()) == area)
                .sorted(WORST_FIRST)
                .toList();
        List<String> findings = examination.findings().stream()
                .filter(finding -> area == examination.areas().get(finding.key()))
                .map(AreaLines::inWords)
                .toList();
        boolean isExamined = examination.examined().contains(area) || !readings.isEmpty() || !findings.isEmpty();
        List<String> figures = new ArrayList<>();
        readings.stream().limit(MOST).map(AreaLines::inWords).forEach(figures::add);
        if (readings.size() > MOST) {
            figures.add("and " + (readings.size() - MOST) + " more, none of them worse");
        }
        if (!isExamined) {
            figures.add("not examined: " + area.whyNotExamined());
        } else if (figures.isEmpty() && findings.isEmpty()) {
            figures.add("nothing found");
        }
        figures.addAll(closer);
        return new AreaLine(area, isExamined, List.copyOf(figures), capped(findings));
    }

    private static List<String> capped(List<String> findings) {
        if (findings.size() <= MOST) {
            return findings;
        }
        List<String> capped = new ArrayList<>(findings.subList(0, MOST));
        capped.add("and " + (findings.size() - MOST) + " more findings, none of them worse");
        return List.copyOf(capped);
    }

    private static String inWords(Reading reading) {
        String of = reading.signal().key().replace('-', ' ') + " of " + reading.subject();
        if (reading.level() == Level.NO_DATA) {
            return of + ": no data, or too little to judge (" + reading.samples() + " samples)";
        }
        return of + ": " + reading.inWords() + ", " + words(reading.level()) + " (" + reading.samples() + " samples)";
    }

    private static String inWords(Finding finding) {
        String place = finding.place();
        return words(finding.level()) + ": " + finding.summary() + (place == null ? "" : ", at " + place) + "; "
                + finding.remedy();
    }

    static String words(Level level) {
        return level.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
