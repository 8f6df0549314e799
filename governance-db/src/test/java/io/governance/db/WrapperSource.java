package io.governance.db;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The source text of a class that passes every method of one {@code java.sql} interface on to another object. */
final class WrapperSource {
    private final Class<?> wrapped;
    private final @Nullable String parent;
    private final String field;
    private final Set<String> imports = new TreeSet<>();

    /** Makes the generator; with a parent class, only the methods that the interface adds are written. */
    WrapperSource(Class<?> wrapped, @Nullable String parent, String field) {
        this.wrapped = wrapped;
        this.parent = parent;
        this.field = field;
    }

    String className() {
        return "Delegating" + wrapped.getSimpleName();
    }

    static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers())
                        && !Modifier.isPrivate(method.getModifiers())
                        && !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName)
                        .thenComparing(method -> Arrays.toString(method.getParameterTypes())))
                .toList();
    }

    String text() {
        String body = methods(wrapped).stream().map(this::method).collect(Collectors.joining("\n"));
        String head = constructor() + (parent == null ? unwrapping() : "") + hook();
        imports.add(wrapped.getName());
        imports.add("javax.annotation.processing.Generated");
        imports.add("org.jspecify.annotations.NullUnmarked");
        String imported = imports.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
        return "package io.governance.db;\n\n" + imported + "\n"
                + "/** Passes every method of {@link " + wrapped.getSimpleName()
                + "} on; written by WrapperSource. */\n"
                + "@Generated(\"io.governance.db.WrapperSource\")\n"
                + "@NullUnmarked\n"
                + "@SuppressWarnings(\"deprecation\")\n"
                + "abstract class " + className() + (parent == null ? "" : " extends " + parent) + " implements "
                + wrapped.getSimpleName() + " {\n" + head + "\n" + body + "}\n";
    }

    private String constructor() {
        String type = wrapped.getSimpleName();
        boolean isAboveText = "GovernedPreparedStatement".equals(parent);
        String parameters = type + " " + field
                + (parent == null ? "" : ", GovernedConnection connection, KnownText text")
                + (isAboveText ? ", String sql" : "");
        return "    final " + type + " " + field + ";\n\n    " + className() + "(" + parameters + ") {\n"
                + (parent == null
                        ? ""
                        : "        super(" + field + ", connection, text" + (isAboveText ? ", sql" : "") + ");\n")
                + "        this." + field + " = " + field + ";\n    }\n";
    }

    private String unwrapping() {
        imports.add("java.sql.SQLException");
        return """

                    @Override
                    public <T> T unwrap(Class<T> type) throws SQLException {
                        if (type.isInstance(this)) {
                            return type.cast(this);
                        }
                        return type.isInstance(%1$s) ? type.cast(%1$s) : %1$s.unwrap(type);
                    }

                    @Override
                    public boolean isWrapperFor(Class<?> type) throws SQLException {
                        return type.isInstance(this) || type.isInstance(%1$s) || %1$s.isWrapperFor(type);
                    }
                """.formatted(field);
    }

    private boolean hasHook() {
        return wrapped == java.sql.DatabaseMetaData.class;
    }

    private String hook() {
        return hasHook() ? "\n    abstract ResultSet wrapped(ResultSet results);\n" : "";
    }

    private String method(Method method) {
        StringBuilder text = new StringBuilder("    @Override\n");
        if (method.isAnnotationPresent(Deprecated.class)) {
            text.append("    @Deprecated\n");
        }
        text.append("    public ");
        TypeVariable<Method>[] variables = method.getTypeParameters();
        if (variables.length > 0) {
            text.append(
                    Arrays.stream(variables).map(TypeVariable::getName).collect(Collectors.joining(", ", "<", "> ")));
        }
        text.append(name(method.getGenericReturnType())).append(' ').append(method.getName());
        StringBuilder arguments = new StringBuilder();
        StringBuilder parameters = new StringBuilder();
        Type[] types = method.getGenericParameterTypes();
        for (int i = 0; i < types.length; i++) {
            parameters
                    .append(i == 0 ? "" : ", ")
                    .append(name(types[i]))
                    .append(" p")
                    .append(i + 1);
            arguments.append(i == 0 ? "p" : ", p").append(i + 1);
        }
        text.append('(').append(parameters).append(')');
        if (method.getExceptionTypes().length > 0) {
            text.append(" throws ")
                    .append(Arrays.stream(method.getExceptionTypes())
                            .map(this::name)
                            .collect(Collectors.joining(", ")));
        }
        String call = field + "." + method.getName() + "(" + arguments + ")";
        if (hasHook() && method.getReturnType() == ResultSet.class) {
            call = "wrapped(" + call + ")";
        }
        return text.append(" {\n        ")
                .append(method.getReturnType() == void.class ? "" : "return ")
                .append(call)
                .append(";\n    }\n")
                .toString();
    }

    private String name(Type type) {
        if (type instanceof Class<?> plain) {
            if (plain.isArray()) {
                return name(plain.getComponentType()) + "[]";
            }
            if (!plain.isPrimitive() && !plain.getPackageName().equals("java.lang")) {
                imports.add(plain.getName());
            }
            return plain.getSimpleName();
        }
        if (type instanceof ParameterizedType generic) {
            return name(generic.getRawType())
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(this::name)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        return type instanceof WildcardType ? "?" : type.getTypeName();
    }
}
