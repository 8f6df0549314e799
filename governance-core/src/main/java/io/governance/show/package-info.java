/**
 * Shows how the application stands: health for load balancers, alerts for people.
 *
 * <p>Start with {@link io.governance.show.Health}, which renders every answer ahead of time, and
 * {@link io.governance.show.HealthServer}, which only hands the bytes out; {@link io.governance.show.Alerts} keeps the
 * life of each alert as a fold of its ledger stream and tells {@link io.governance.show.AlertSink}s. Seven public types,
 * since two subjects share the package. Depends on {@code remember}, {@code judge} and {@code measure}.
 */
@NullMarked
package io.governance.show;

import org.jspecify.annotations.NullMarked;
