/**
 * What runs besides the caller: DPCs, system threads, work items.
 *
 * <p>Page: windows-driver-docs-pr/kernel/introduction-to-dpcs.md
 */
@NullMarked
package dev.irpflow.ke.execution;

import org.jspecify.annotations.NullMarked;
