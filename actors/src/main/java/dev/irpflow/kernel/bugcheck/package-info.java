/**
 * What the pages say of each bug check: why it comes, what its four parameters mean, and, where the
 * first of them names one of many causes, what they mean in each of these forms.
 *
 * <p>{@link dev.irpflow.kernel.bugcheck.Explanations} is the one table; {@code irpflow explain},
 * {@code irpflow list bug-checks} and {@code !analyze} read it. The sub-codes of Driver Verifier
 * lie in {@link dev.irpflow.kernel.bugcheck.VerifierForms} (0xC4), those of its DDI compliance
 * checking in {@link dev.irpflow.kernel.bugcheck.ComplianceForms} and those of its I/O verification
 * in {@link dev.irpflow.kernel.bugcheck.IoForms} (0xC9).
 *
 * <p>Pages: windows-driver-docs-pr/debugger/bug-check-0x*.md.
 */
@NullMarked
package dev.irpflow.kernel.bugcheck;

import org.jspecify.annotations.NullMarked;
