package io.governance.test;

import java.util.Set;

/**
 * One thing that a method does to a static field.
 *
 * @param owner binary name of the class that declares the field
 * @param method name and descriptor of the method; of a lambda, those of the method it stands in
 * @param origins what assigned values were made by; empty for other kinds
 */
record FieldUse(String owner, String field, Kind kind, String method, int line, Set<Origin> origins) {
    enum Kind {
        GROWS,
        BOUNDS,
        /** Given to a method that takes a collection, and may do anything to it. */
        HANDED_OVER,
        ASSIGNED
    }

    /** A class whose constructor or method made a value. */
    record Origin(String className, boolean isConstructor) {}
}
