/**
 * IRPs as far as no driver is called: making and freeing them, their stack locations and fields.
 *
 * <p>Page: windows-driver-docs-pr/kernel/i-o-stack-locations.md
 */
@NullMarked
package dev.irpflow.ke.irp;

import org.jspecify.annotations.NullMarked;
