package io.governance.flags;

import java.util.Optional;

/**
 * Says whether two answers are the same, and where they differ if they are not.
 *
 * <p>Asked off the callers' path. Must be thread-safe.
 *
 * @param <O> the answers
 */
@FunctionalInterface
public interface Equality<O> {
    /** Returns the first difference in words, with its path; empty when the answers are equal. */
    Optional<String> difference(O old, O fresh);

    /** Returns the comparison by {@code equals}. */
    static <O> Equality<O> equals() {
        return (old, fresh) ->
                old.equals(fresh) ? Optional.empty() : Optional.of("old answered " + old + ", new " + fresh);
    }

    /** Returns a comparison field by field through records, lists, maps and arrays; everything else by {@code equals}. */
    static FieldEquality fields() {
        return new FieldEquality();
    }
}
