/**
 * The verifier's rules, whoever states them: one list for the loader, for {@code list rules} and
 * for {@code explain}.
 *
 * <p>A rule is stated where it is checked: the frame's in {@code dev.irpflow.kernel}, a subsystem's
 * in its package, the scenario's own in {@code dev.irpflow.sim.run}. {@link
 * dev.irpflow.sim.rule.Rules} gathers them; nothing is said of them a second time.
 */
@NullMarked
package dev.irpflow.sim.rule;

import org.jspecify.annotations.NullMarked;
