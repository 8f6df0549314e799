package io.governance.test;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.SourceCodeLocation;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import io.governance.test.FieldUse.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * PERF-STATIC-MAP: what lives as long as the process has a bound.
 *
 * <p>A finding is a static map or collection that a method puts into after initialization, while no class that touches
 * the field takes anything out, asks for its size, assigns a fresh one or hands it to a method that might. Not seen:
 * entries put in through a local copy of the reference that came out of another method; maps in instances that live as
 * long. Known to be found wrongly: registries that are filled once at start-up by other classes.
 */
final class StaticMapRule extends ArchCondition<JavaClass> {
    private StaticMapRule() {
        super("bound their static maps and collections");
    }

    static ArchRule rule() {
        return classes()
                .should(new StaticMapRule())
                .as("PERF-STATIC-MAP (P1.2): no unbounded static map is used as a cache")
                .because("what is only ever put in is a memory leak with a delay. Permitted: a GovernedCache; a map"
                        + " that is filled while its class is initialized; one that something is taken out of or"
                        + " whose size is asked for; one that bounds itself (enum or class keys, weak keys,"
                        + " removeEldestEntry, a fixed capacity). For a registry, a line in"
                        + " archunit_ignore_patterns.txt");
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
        origin.getFields().stream()
                .filter(StaticMapRule::isStaticCollection)
                .filter(field -> !Bounds.byKeys(field))
                .sorted(Comparator.comparing(JavaField::getName))
                .forEach(field -> check(field, events));
    }

    private static boolean isStaticCollection(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC)
                && (field.getRawType().isAssignableTo(Map.class)
                        || field.getRawType().isAssignableTo(Collection.class));
    }

    private static void check(JavaField field, ConditionEvents events) {
        Set<JavaClass> touching = new TreeSet<>(Comparator.comparing(JavaClass::getName));
        field.getAccessesToSelf().forEach(access -> touching.add(access.getOriginOwner()));
        List<Touch> touches =
                touching.stream().flatMap(type -> Touch.all(type, field)).toList();
        if (isBounded(field, touches)) {
            return;
        }
        for (Touch touch : touches) {
            if (touch.is(Kind.GROWS) && !touch.isWithinInitialization()) {
                events.add(violated(field, message(field, touch)));
            }
        }
    }

    private static boolean isBounded(JavaField field, List<Touch> touches) {
        if (touches.stream().anyMatch(touch -> touch.is(Kind.BOUNDS) || touch.is(Kind.HANDED_OVER))) {
            return true;
        }
        List<Touch> assigned =
                touches.stream().filter(touch -> touch.is(Kind.ASSIGNED)).toList();
        boolean isReplaced =
                assigned.size() > 1 && assigned.stream().anyMatch(touch -> !touch.isWithinInitialization());
        return isReplaced
                || assigned.stream().anyMatch(touch -> Bounds.byConstruction(field.getOwner(), touch.origins()));
    }

    private static String message(JavaField field, Touch touch) {
        return field.getDescription() + " grows in " + touch.place() + ", and nothing bounds it in "
                + SourceCodeLocation.of(touch.type(), touch.line());
    }
}
