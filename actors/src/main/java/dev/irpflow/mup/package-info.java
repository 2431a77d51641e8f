/**
 * MUP, the Multiple UNC Provider: who serves a UNC path, and the way of all remote input and output
 * to that redirector.
 *
 * <p>A redirector registers, and its device name becomes a link to {@code \Device\Mup}. An open
 * under such a link names its redirector; any other open asks the redirectors in their order,
 * unless the prefix cache knows the answer. MUP owes the redirectors: one question at a time, none
 * after a claim; and the requester: every IRP reaches the redirector of its file. Start reading at
 * {@link dev.irpflow.mup.Mup}. Pages: windows-driver-docs-pr/ifs/support-for-unc-naming-and-mup.md
 * and mup-changes-in-microsoft-windows-vista.md.
 */
@NullMarked
package dev.irpflow.mup;

import org.jspecify.annotations.NullMarked;
