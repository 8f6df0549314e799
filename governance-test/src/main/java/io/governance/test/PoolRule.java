package io.governance.test;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.CommonDataSource;

/**
 * PERF-POOL: connections come from the governed pool.
 *
 * <p>Whether the data source that a method constructs is the one it hands over to be governed is not followed: it is
 * enough that the same method does both. A data source that is constructed from another one opens nothing by itself.
 * Not seen: static factories of a driver or framework, and a connection opened by reflection.
 */
final class PoolRule extends ArchCondition<JavaClass> {
    private final String governed;

    private PoolRule(String governed) {
        super("take connections only from a governed data source");
        this.governed = governed;
    }

    /** Takes the name of the class that governs data sources, whose package alone may do as it likes. */
    static ArchRule rule(String governed) {
        return classes()
                .should(new PoolRule(governed))
                .as("PERF-POOL (P10.2): no connection is opened outside the governed pool")
                .because("what goes around the pool is neither bounded nor counted, so that no budget, no N+1 finding"
                        + " and no health check sees it. Permitted: GovernedDataSource.pooled(governance, name,"
                        + " hikariConfig); constructing a driver's data source in the method that hands it to"
                        + " GovernedDataSource; wrapping another DataSource. For a migration tool, a line in"
                        + " archunit_ignore_patterns.txt");
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
        if (origin.getPackageName().startsWith(packageOf(governed))) {
            return;
        }
        Stream.concat(
                        origin.getCodeUnitCallsFromSelf().stream(),
                        origin.getCodeUnitReferencesFromSelf().stream())
                .filter(access -> opensConnection(access) || constructsDataSource(access))
                .collect(toCollection(() -> new TreeSet<>(Comparator.comparing(JavaCodeUnitAccess::getLineNumber)
                        .thenComparing(JavaCodeUnitAccess::getDescription))))
                .forEach(access -> events.add(violated(origin, access.getDescription())));
    }

    private static boolean opensConnection(JavaCodeUnitAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return owner.isEquivalentTo(DriverManager.class) && access.getName().equals("getConnection")
                || owner.isAssignableTo(Driver.class) && access.getName().equals("connect");
    }

    private boolean constructsDataSource(JavaCodeUnitAccess<?> access) {
        return access.getName().equals(JavaCodeUnitAccess.class.getName()) && isHandedOver(access.getOrigin());
    }

    private boolean isHandedOver(JavaCodeUnit origin) {
        return origin.getCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getName().equals(governed));
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }
}
