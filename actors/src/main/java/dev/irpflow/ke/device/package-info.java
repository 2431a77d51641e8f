/**
 * Device and driver objects.
 *
 * <p>Page: windows-driver-docs-pr/kernel/introduction-to-device-objects.md
 */
@NullMarked
package dev.irpflow.ke.device;

import org.jspecify.annotations.NullMarked;
