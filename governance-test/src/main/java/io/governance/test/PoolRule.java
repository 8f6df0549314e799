package io.governance.test;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Comparator;
import javax.sql.CommonDataSource;

/**
 * PERF-POOL: connections come from the governed pool.
 *
 * <p>Whether the data source that a method constructs is the one it hands over to be governed is not followed: it is
 * enough that the same method does both. A data source that is constructed from another one opens nothing by itself.
 * Not seen: static factories of a driver or framework, and a connection opened by reflection.
 */
final class PoolRule extends ArchCondition<JavaClass> {
    /** The class that governs data sources, whose package alone may do as it likes. By name: it need not be there. */
    static final String GOVERNED = "io.governance.db.GovernedDataSource";

    private PoolRule() {
        super("take connections only from a governed data source");
    }

    static ArchRule rule() {
        return classes()
                .should(new PoolRule())
                .as("PERF-POOL (P10.2): no connection is opened outside the governed pool")
                .because("what goes around the pool is neither bounded nor counted, so that no budget, no N+1 finding"
                        + " and no health check sees it. Permitted: GovernedDataSource.pooled(governance, name,"
                        + " hikariConfig); constructing a driver's data source in the method that hands it to"
                        + " GovernedDataSource; wrapping another DataSource. For a migration tool, a line in"
                        + " archunit_ignore_patterns.txt");
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
        if (isInGoverningPackage(origin)) {
            return;
        }
        origin.getCodeUnitAccessesFromSelf().stream()
                .filter(access -> opensConnection(access) || constructsDataSource(access))
                .sorted(Comparator.<JavaCodeUnitAccess<?>>comparingInt(JavaCodeUnitAccess::getLineNumber)
                        .thenComparing(JavaCodeUnitAccess::getDescription))
                .forEach(access -> events.add(violated(origin, access.getDescription())));
    }

    private static boolean opensConnection(JavaCodeUnitAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return (owner.isEquivalentTo(DriverManager.class) && access.getName().equals("getConnection"))
                || (owner.isAssignableTo(Driver.class) && access.getName().equals("connect"));
    }

    private static boolean constructsDataSource(JavaCodeUnitAccess<?> access) {
        return access.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                && isDataSource(access.getTargetOwner())
                && !wrapsAnother(access)
                && !isCallOfSuperclass(access)
                && !isHandedOver(access.getOrigin());
    }

    private static boolean isDataSource(JavaClass owner) {
        boolean isMissing = owner.getSource().isEmpty();
        return owner.isAssignableTo(CommonDataSource.class)
                || (isMissing && owner.getSimpleName().endsWith("DataSource"));
    }

    private static boolean wrapsAnother(JavaCodeUnitAccess<?> access) {
        return access.getTarget().getRawParameterTypes().stream()
                .anyMatch(parameter -> parameter.isAssignableTo(CommonDataSource.class));
    }

    private static boolean isCallOfSuperclass(JavaCodeUnitAccess<?> access) {
        return access.getOrigin().isConstructor()
                && access.getOriginOwner()
                        .isAssignableTo(access.getTargetOwner().getName());
    }

    private static boolean isHandedOver(JavaCodeUnit origin) {
        return origin.getCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getName().equals(GOVERNED));
    }

    private static boolean isInGoverningPackage(JavaClass origin) {
        String owned = GOVERNED.substring(0, GOVERNED.lastIndexOf('.'));
        return origin.getPackageName().equals(owned) || origin.getPackageName().startsWith(owned + ".");
    }
}
