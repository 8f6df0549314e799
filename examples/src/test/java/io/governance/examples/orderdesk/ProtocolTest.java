package io.governance.examples.orderdesk;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.governance.test.GovernanceRules;

/** The protocol's rules hold in the order desk: this is all an application writes. */
@AnalyzeClasses(packages = "io.governance.examples.orderdesk", importOptions = ImportOption.DoNotIncludeTests.class)
class ProtocolTest {
    @ArchTest
    static final ArchTests protocol = ArchTests.in(GovernanceRules.class);
}
