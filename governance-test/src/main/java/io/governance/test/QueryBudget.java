package io.governance.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test that makes more database queries than it may (P8.4).
 *
 * <p>On a method: the budget of each run of it, be it a {@code @Test}, a repeated, parameterized or dynamic test. On a
 * class: the budget of each test method that has none of its own. Which queries are counted is said at
 * {@link GovernedTest}. A test that fails by itself is not judged in addition; a negative budget fails the test.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@ExtendWith(GovernedTestExtension.class)
public @interface QueryBudget {
    /** The largest number of queries that passes. */
    int value();
}
