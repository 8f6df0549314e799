/**
 * One instance of a small governed service, started as a process of its own, that can be told to go wrong.
 *
 * <p>Start with {@link io.governance.examples.faults.shop.Shop}. Everything but {@link Mischief} and its parts is what an
 * application team would write. Knows nothing of balancers or cases; may use every module of the library.
 */
@NullMarked
package io.governance.examples.faults.shop;

import org.jspecify.annotations.NullMarked;
