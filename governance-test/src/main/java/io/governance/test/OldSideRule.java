package io.governance.test;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.SourceCodeLocation;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/** OPT-EXPIRED: what is marked as the old side of a swap is gone after its date. */
final class OldSideRule extends ArchCondition<JavaClass> {
    /** By name, so that the rule also runs where governance-flags is not there, and then has nothing to find. */
    static final String MARK = "io.governance.flags.OldSide";

    private final Supplier<LocalDate> today;

    private OldSideRule(Supplier<LocalDate> today) {
        super("remove old sides by their date");
        this.today = today;
    }

    /** Takes the day that dates are compared with; asked at each check. */
    static ArchRule rule(Supplier<LocalDate> today) {
        return classes()
                .should(new OldSideRule(today))
                .as("OPT-EXPIRED (P5.1): no old side stays after its date")
                .because("an old implementation that nobody calls is still read, changed and secured by everyone."
                        + " Permitted: until the end of the day in @OldSide(removeBy); a later day there is a decision"
                        + " to explain in the swap's record");
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
        origin.tryGetAnnotationOfType(MARK)
                .flatMap(mark -> complaint(origin.getDescription(), mark, placeOf(origin)))
                .ifPresent(message -> events.add(violated(origin, message)));
        for (JavaMethod method : inOrder(origin)) {
            method.tryGetAnnotationOfType(MARK)
                    .flatMap(mark -> complaint(method.getDescription(), mark, method.getSourceCodeLocation()))
                    .ifPresent(message -> events.add(violated(method, message)));
        }
    }

    private Optional<String> complaint(String what, JavaAnnotation<?> mark, SourceCodeLocation place) {
        String old = what + " is the old side of swap '" + text(mark, "swap") + "'";
        String date = text(mark, "removeBy");
        try {
            LocalDate last = LocalDate.parse(date);
            LocalDate now = today.get();
            if (!now.isAfter(last)) {
                return Optional.empty();
            }
            long late = ChronoUnit.DAYS.between(last, now);
            return Optional.of(old + ", to be removed by " + last + "; today is " + now + ", " + late
                    + (late == 1 ? " day" : " days") + " later: remove it, its references and the swap in " + place);
        } catch (DateTimeParseException e) {
            return Optional.of(old + " with removeBy = '" + date + "', expected a day such as 2027-03-31 in " + place);
        }
    }

    private static String text(JavaAnnotation<?> mark, String property) {
        return mark.get(property).map(Object::toString).orElse("");
    }

    /** A class file does not say where the class begins: its first line of code has to do. */
    private static SourceCodeLocation placeOf(JavaClass origin) {
        int line = origin.getCodeUnits().stream()
                .map(JavaCodeUnit::getSourceCodeLocation)
                .mapToInt(SourceCodeLocation::getLineNumber)
                .filter(known -> known > 0)
                .min()
                .orElse(0);
        return SourceCodeLocation.of(origin, line);
    }

    private static Iterable<JavaMethod> inOrder(JavaClass origin) {
        return origin.getMethods().stream()
                .sorted(Comparator.comparing(JavaMethod::getFullName))
                .toList();
    }
}
