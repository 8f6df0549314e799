package io.governance.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs each test method of a class as a call of its own, so that the database queries it makes are counted.
 *
 * <pre>{@code
 * @GovernedTest
 * class DashboardTest {
 *     final DashboardService service;
 *
 *     DashboardTest(Governance governance) {     // one for the class and its nested ones, without threads
 *         service = new DashboardService(GovernedDataSource.pooled(governance, "test", hikariConfig));
 *     }
 *
 *     @Test @QueryBudget(4) void loads() { ... }
 *     @GrowthTest(rows = {3, 15, 75}) void queriesDoNotGrowWithOrders(int rows) { ... }
 * }
 * }</pre>
 *
 * <p>Counted are the queries that the test method makes through a governed data source, of this or of any other
 * governance, on its own thread; not those of {@code @BeforeEach} and {@code @AfterEach} methods, of the test's
 * constructor, or of threads the test starts. {@link QueryBudget} and {@link GrowthTest} also work without this
 * annotation; it adds the parameter of type {@link io.governance.Governance}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@ExtendWith(GovernedTestExtension.class)
public @interface GovernedTest {}
