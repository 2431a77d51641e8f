/**
 * What a processor and a thread stand at: IRQL, dispatcher objects and the waits for them, timers.
 *
 * <p>Page: windows-driver-docs-pr/kernel/introduction-to-kernel-dispatcher-objects.md
 */
@NullMarked
package dev.irpflow.ke.dispatcher;

import org.jspecify.annotations.NullMarked;
