package io.governance.flags;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the old implementation of a swap, and says until when it may stay: the one place of that date.
 *
 * <p>A rule of governance-test fails once the date has passed and the marked class or method is still there.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OldSide {
    /** Name of the swap. */
    String swap();

    /** Last day on which it may be there, such as {@code 2027-03-31}. */
    String removeBy();
}
