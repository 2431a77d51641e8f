/**
 * Pool, memory descriptor lists and access to memory.
 *
 * <p>Page: windows-driver-docs-pr/kernel/allocating-system-space-memory.md
 */
@NullMarked
package dev.irpflow.ke.memory;

import org.jspecify.annotations.NullMarked;
