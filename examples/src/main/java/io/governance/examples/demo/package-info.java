/**
 * The demo: the protocol, step by step, on the order desk.
 *
 * <p>Start with {@link io.governance.examples.demo.Demo}, which names the steps in their order; each step is a class of
 * its own. May use every module of the library.
 */
@NullMarked
package io.governance.examples.demo;

import org.jspecify.annotations.NullMarked;
