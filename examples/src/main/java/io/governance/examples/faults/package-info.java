/**
 * The fault matrix: real balancers in front of three real instances, one fault at a time, with counts of what was lost.
 *
 * <p>Start with {@link io.governance.examples.faults.Faults}, the command, and {@link FaultCase}; each case is a class of
 * its own and reads as a story. Knows the shop only as a program to start; may use every module of the library.
 */
@NullMarked
package io.governance.examples.faults;

import org.jspecify.annotations.NullMarked;
