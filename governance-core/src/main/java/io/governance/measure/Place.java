package io.governance.measure;

import java.util.function.Predicate;

/** Finds the line of the application that asked for something, for messages about asking twice or in the wrong place. */
public final class Place {
    private Place() {}

    /**
     * Returns the innermost line of the stack, such as {@code com.acme.Shop.main(Shop.java:7)}, that is in none of our
     * classes.
     *
     * @param isOurs by the full name of a class whether it is one of those that lead here
     */
    public static String outside(Predicate<String> isOurs) {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(Place.class.getName())
                                && !isOurs.test(frame.getClassName()))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString()))
                .orElse("an unknown place");
    }
}
