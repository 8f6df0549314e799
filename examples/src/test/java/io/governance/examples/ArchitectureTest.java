package io.governance.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between our packages: none in a circle, none against the design, and all of them in the documents. */
class ArchitectureTest {
    private static final String ROOT = "io.governance";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void noPackageOfTheCoreImportsTheRoot() {
        for (String core : Set.of("measure", "judge", "remember", "resolve", "guard", "show")) {
            assertTrue(
                    !arrows().getOrDefault(ROOT + "." + core, Set.of()).contains(ROOT),
                    core + " imports the root package, which wires it");
        }
    }

    @Test
    void measuringDependsOnNothingOfOurs() {
        assertEquals(Set.of(), arrows().getOrDefault(ROOT + ".measure", Set.of()));
    }

    @Test
    void noFeatureImportsAnotherButAuditImportsFlags() {
        Map<String, Set<String>> allowed = Map.of("audit", Set.of("flags"));
        for (String feature : Set.of("cache", "db", "flags", "audit")) {
            for (String other : Set.of("cache", "db", "flags", "audit")) {
                boolean isAllowed = feature.equals(other)
                        || allowed.getOrDefault(feature, Set.of()).contains(other);
                boolean isImported = arrows().entrySet().stream()
                        .filter(arrow -> isIn(arrow.getKey(), feature))
                        .anyMatch(arrow -> arrow.getValue().stream().anyMatch(to -> isIn(to, other)));
                assertTrue(isAllowed || !isImported, feature + " imports " + other);
            }
        }
    }

    @Test
    void theDocumentsShowTheArrowsAsTheyAre() throws IOException {
        String lines = arrows().entrySet().stream()
                .filter(arrow -> !arrow.getValue().isEmpty())
                .filter(arrow -> !isIn(arrow.getKey(), "examples"))
                .map(arrow -> "| `" + arrow.getKey() + "` | "
                        + arrow.getValue().stream().map(to -> "`" + to + "`").collect(Collectors.joining(", ")) + " |")
                .collect(Collectors.joining("\n"));
        String expected =
                "# Which package imports which\n\nCompared with the code by `ArchitectureTest`: when it fails, copy the table of its message.\n\n"
                        + "| package | imports |\n|---|---|\n" + lines + "\n";
        Path page = ProjectFiles.root().resolve("docs/arrows.md");
        assertEquals(expected, Files.readString(page), "docs/arrows.md is not what the code says");
    }

    private static boolean isIn(String name, String feature) {
        return name.equals(ROOT + "." + feature) || name.startsWith(ROOT + "." + feature + ".");
    }

    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass from : OURS) {
            Set<String> to = arrows.computeIfAbsent(from.getPackageName(), name -> new TreeSet<>());
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String name = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if ((name.equals(ROOT) || name.startsWith(ROOT + ".")) && !name.equals(from.getPackageName())) {
                    to.add(name);
                }
            }
        }
        return arrows;
    }
}
