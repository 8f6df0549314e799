package io.governance.flags;

/**
 * One of the two implementations of a swap.
 *
 * @param <I> what it is asked
 * @param <O> what it answers
 */
@FunctionalInterface
public interface Side<I, O> {
    /** Answers. Exceptions reach the caller unchanged. */
    O apply(I input) throws Exception;
}
