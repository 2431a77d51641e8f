/**
 * What usually cures a breach of a rule, for whoever writes drivers: one pattern for all rules that
 * are kept in the same way.
 *
 * <p>A rule names its cure beside its page, {@link dev.irpflow.kernel.Rule.Statement#cure}. One
 * that no other rule shares is written there; those that several share are constants here, by what
 * they are about: IRPs, locks, memory, and strands. {@code irpflow explain} prints them, for a rule
 * as for a failure that a hunt has found.
 */
@NullMarked
package dev.irpflow.kernel.cure;

import org.jspecify.annotations.NullMarked;
