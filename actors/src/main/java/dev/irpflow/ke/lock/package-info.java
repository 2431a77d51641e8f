/**
 * Locks: who holds one, who waits for it, in which order they are taken.
 *
 * <p>Page: windows-driver-docs-pr/kernel/introduction-to-spin-locks.md
 */
@NullMarked
package dev.irpflow.ke.lock;

import org.jspecify.annotations.NullMarked;
