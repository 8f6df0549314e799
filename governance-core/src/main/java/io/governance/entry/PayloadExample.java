package io.governance.entry;

import org.jspecify.annotations.Nullable;

/**
 * What one call wrote.
 *
 * @param inside the outermost operation around it; null when there was none
 */
record PayloadExample(
        long bytes,
        long items,
        long durationNanos,
        @Nullable String inside) {}
