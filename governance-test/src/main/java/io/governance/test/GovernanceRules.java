package io.governance.test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The protocol's static rules, for the unit tests of an application.
 *
 * <p>With ArchUnit's own JUnit support, in one line:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "com.acme", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ProtocolTest {
 *     @ArchTest
 *     static final ArchTests protocol = ArchTests.in(GovernanceRules.class);
 * }
 * }</pre>
 *
 * <p>or from any test: {@code GovernanceRules.check("com.acme")}. Each rule names its id, the row of the protocol, every
 * place with class, file and line, and what it permits instead. What remains right all the same is silenced by a regular
 * expression for its message in {@code archunit_ignore_patterns.txt} at the root of the test class path, which is
 * ArchUnit's own means and applies to both ways. Thread-safe.
 */
public final class GovernanceRules {
    /** PERF-POOL (P10.2): no connection is opened outside the governed pool. */
    @ArchTest
    public static final ArchRule NO_CONNECTION_OUTSIDE_THE_POOL = PoolRule.rule();

    /** PERF-STATIC-MAP (P1.2): no unbounded static map is used as a cache. */
    @ArchTest
    public static final ArchRule NO_UNBOUNDED_STATIC_MAP = StaticMapRule.rule();

    /** OPT-EXPIRED (P5.1): no old side of a swap stays after its date, by the calendar of this machine. */
    @ArchTest
    public static final ArchRule NO_OLD_SIDE_AFTER_ITS_DATE =
            OldSideRule.rule(() -> LocalDate.now(Clock.system(ZoneId.systemDefault())));

    private static final List<ArchRule> ALL =
            List.of(NO_CONNECTION_OUTSIDE_THE_POOL, NO_UNBOUNDED_STATIC_MAP, NO_OLD_SIDE_AFTER_ITS_DATE);

    private GovernanceRules() {}

    /** Returns the rule about old sides as it judges on another day than today. */
    public static ArchRule oldSidesRemoved(LocalDate today) {
        return OldSideRule.rule(() -> today);
    }

    /**
     * Checks the classes of packages and their subpackages against all rules; test classes are left out.
     *
     * @throws AssertionError with the violations of all rules
     * @throws IllegalArgumentException when a package has no classes, which would pass whatever the application does
     */
    public static void check(String... packages) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(packages);
        for (String name : packages) {
            if (classes.stream().noneMatch(type -> (type.getPackageName() + ".").startsWith(name + "."))) {
                throw new IllegalArgumentException("found no classes in package '" + name
                        + "' on the class path, tests left out; expected the root package of the application");
            }
        }
        check(classes);
    }

    /**
     * Checks single classes against all rules.
     *
     * @throws AssertionError with the violations of all rules
     */
    public static void check(Class<?>... classes) {
        check(new ClassFileImporter().importClasses(classes));
    }

    /**
     * Checks imported classes against all rules.
     *
     * @throws AssertionError with the violations of all rules
     */
    public static void check(JavaClasses classes) {
        String violations = ALL.stream().map(rule -> violations(rule, classes)).collect(Collectors.joining());
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.strip());
        }
    }

    private static String violations(ArchRule rule, JavaClasses classes) {
        try {
            rule.check(classes);
            return "";
        } catch (AssertionError e) {
            return e.getMessage() + System.lineSeparator();
        }
    }
}
