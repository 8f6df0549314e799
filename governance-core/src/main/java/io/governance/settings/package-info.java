/**
 * What can be set from outside: every key with its unit, its default, its check and a line for the documents.
 *
 * <p>Start with {@link io.governance.settings.Setting}, which a package declares for each of its keys, and
 * {@link io.governance.settings.Configuration}, which holds the values of all of them: properties below environment below
 * code, everything that is wrong said at once. A leaf: imports nothing of ours.
 */
@NullMarked
package io.governance.settings;

import org.jspecify.annotations.NullMarked;
