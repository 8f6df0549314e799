/**
 * What the kernel and the JVM say about this instance: CPU, memory, collections, threads, stalls, and who causes them.
 *
 * <p>Start with {@link io.governance.instance.Instance}; it takes an
 * {@link io.governance.instance.InstanceSnapshot} every five seconds. Kernel files are read by pure functions over the
 * root of a file tree. Depends on {@code measure} and {@code judge}; {@link io.governance.instance.Profile} needs JFR.
 */
@NullMarked
package io.governance.instance;

import org.jspecify.annotations.NullMarked;
