/**
 * What people may tell a running application: examine now, take note of a report, look at what is open.
 *
 * <p>Start with {@link io.governance.command.Commands}: each command is registered once and can then be given from code,
 * by JMX and by HTTP. Modules add their own (kill a swap, acknowledge an alert). Depends on {@code settings}
 * only, for the token.
 */
@NullMarked
package io.governance.command;

import org.jspecify.annotations.NullMarked;
