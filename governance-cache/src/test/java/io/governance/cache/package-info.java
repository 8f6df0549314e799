/** Tests of the caches. */
@NullMarked
package io.governance.cache;

import org.jspecify.annotations.NullMarked;
