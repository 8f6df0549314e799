package io.governance.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs a test once for each number of rows and fails when the number of database queries grows with it (P1.3).
 *
 * <p>The method takes the number of rows as its only {@code int} parameter and sets up that many itself, best by means
 * that are not counted: another connection, or a batch. Each run is a test of its own, one after the other on one
 * thread, with its own instance, {@code @BeforeEach} and {@code @AfterEach}; so what a run leaves in the database is
 * there in the next unless the test cleans up. The last run compares: more queries than in any run with fewer rows is a
 * failure that names the count of every run. When it cannot compare, since a run failed or was not selected, it aborts
 * instead of passing.
 *
 * <p>Unlike a threshold on repetitions this neither takes a constant number of equal queries for an N+1 pattern nor
 * misses one for lack of rows. Code that reads in batches makes one query more for each batch: choose numbers of rows
 * within one batch, or set a {@link QueryBudget} instead.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith(GrowthExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
public @interface GrowthTest {
    /** The numbers of rows: at least two, each larger than the one before, the first at least 1. */
    int[] rows();
}
