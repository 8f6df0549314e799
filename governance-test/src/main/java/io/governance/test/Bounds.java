package io.governance.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import io.governance.test.FieldUse.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which maps and collections cannot grow for ever by what they are. */
final class Bounds {
    private static final Set<String> BOUNDED_TYPES = Set.of(
            "java.util.EnumMap",
            "java.util.EnumSet",
            "java.util.WeakHashMap",
            "java.util.concurrent.ArrayBlockingQueue",
            "java.util.concurrent.SynchronousQueue");

    private static final Set<String> UNBOUNDED_MAKERS = Set.of(
            "com.google.common.collect.Lists",
            "com.google.common.collect.Maps",
            "com.google.common.collect.Queues",
            "com.google.common.collect.Sets");

    private Bounds() {}

    /** A map or set has no more entries than there are keys: constants of an enum, or classes of the program. */
    static boolean byKeys(JavaField field) {
        boolean holdsEachKeyOnce = field.getRawType().isAssignableTo(Map.class)
                || field.getRawType().isAssignableTo(Set.class);
        if (BOUNDED_TYPES.contains(field.getRawType().getName())) {
            return true;
        }
        if (!holdsEachKeyOnce || !(field.getType() instanceof JavaParameterizedType type)) {
            return false;
        }
        JavaClass key = type.getActualTypeArguments().get(0).toErasure();
        return key.isEnum() || key.isEquivalentTo(Class.class) || key.isEquivalentTo(Boolean.class);
    }

    /**
     * What a factory method made is taken to be bounded, since it is not looked into: a cache's view as a map, say. Not
     * so for the JDK's, and for Guava's shorthands of the JDK's constructors.
     */
    static boolean byConstruction(JavaClass owner, Set<Origin> origins) {
        return origins.stream()
                .allMatch(origin -> BOUNDED_TYPES.contains(origin.className())
                        || (origin.isConstructor()
                                ? evictsEldest(owner, origin)
                                : !UNBOUNDED_MAKERS.contains(origin.className())
                                        && !origin.className().startsWith("java.")));
    }

    private static boolean evictsEldest(JavaClass owner, Origin origin) {
        return owner.getConstructorCallsFromSelf().stream()
                .map(call -> call.getTargetOwner())
                .filter(made -> made.getName().equals(origin.className()))
                .flatMap(made -> made.getAllMethods().stream())
                .anyMatch(method -> method.getName().equals("removeEldestEntry")
                        && !method.getOwner().isEquivalentTo(LinkedHashMap.class));
    }
}
