/**
 * Caches whose hit rate is measured and judged: values are kept for the length of a call and in the process.
 *
 * <p>Start with {@link io.governance.cache.GovernedCache}; what keeps old values out is in {@code ProcessLevel}. A
 * remote level comes beside the two. Depends on the core's root, {@code judge} and {@code measure}, and on Caffeine.
 */
@NullMarked
package io.governance.cache;

import org.jspecify.annotations.NullMarked;
