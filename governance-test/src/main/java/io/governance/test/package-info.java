/**
 * Holds an application to the protocol in its own unit tests: static rules, query budgets, growth tests, stepped time.
 *
 * <p>Start with {@link io.governance.test.GovernanceRules} for rules over classes and with
 * {@link io.governance.test.GovernedTest} for what a test may ask of the database. Depends on the core, on ArchUnit, ASM
 * and JUnit; it knows what other modules offer by name only, so that none of them has to be there.
 */
@NullMarked
package io.governance.test;

import org.jspecify.annotations.NullMarked;
