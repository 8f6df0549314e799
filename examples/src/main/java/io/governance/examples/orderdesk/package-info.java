/**
 * The order desk: a small service over TPC-H data, as an application team would write it.
 *
 * <p>Start with {@link io.governance.examples.orderdesk.CustomerDashboard}: one interface, a legacy and an optimized
 * implementation behind it. Nothing here knows the demo.
 */
@NullMarked
package io.governance.examples.orderdesk;

import org.jspecify.annotations.NullMarked;
