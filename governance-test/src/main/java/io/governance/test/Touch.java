package io.governance.test;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.domain.Source;
import io.governance.test.FieldUse.Kind;
import io.governance.test.FieldUse.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A use of a static field together with the class that it was found in. */
record Touch(JavaClass type, FieldUse use) {
    static Stream<Touch> all(JavaClass type, JavaField field) {
        return type.getSource().map(Source::getUri).stream()
                .flatMap(uri -> FieldUses.in(read(uri)).stream())
                .filter(use -> use.field().equals(field.getName())
                        && use.owner().equals(field.getOwner().getName()))
                .map(use -> new Touch(type, use));
    }

    private static byte[] read(URI classFile) {
        try (InputStream bytes = classFile.toURL().openStream()) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a class file that was imported can no longer be read: " + classFile, e);
        }
    }

    boolean is(Kind kind) {
        return use.kind() == kind;
    }

    int line() {
        return use.line();
    }

    Set<Origin> origins() {
        return use.origins();
    }

    String place() {
        return codeUnit().map(JavaCodeUnit::getDescription).orElse("Class <" + type.getName() + ">");
    }

    boolean isWithinInitialization() {
        return codeUnit()
                .filter(unit -> runsAtInitializationOnly(unit, new HashSet<>()))
                .isPresent();
    }

    private Optional<JavaCodeUnit> codeUnit() {
        return Stream.<JavaCodeUnit>concat(type.getCodeUnits().stream(), type.getStaticInitializer().stream())
                .filter(unit -> use.method().equals(unit.getName() + unit.getDescriptor()))
                .findFirst();
    }

    /** A private method counts as part of the initializer when all its callers do. */
    private static boolean runsAtInitializationOnly(JavaCodeUnit unit, Set<JavaCodeUnit> seen) {
        if (unit instanceof JavaStaticInitializer || !seen.add(unit)) {
            return true;
        }
        return unit.getModifiers().contains(JavaModifier.PRIVATE)
                && !unit.getAccessesToSelf().isEmpty()
                && unit.getAccessesToSelf().stream()
                        .map(JavaAccess::getOrigin)
                        .allMatch(caller -> runsAtInitializationOnly(caller, seen));
    }
}
