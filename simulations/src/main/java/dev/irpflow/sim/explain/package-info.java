/**
 * Explains a run that failed: what turned it, and how near it was to going well.
 *
 * <p>A run is its answers. {@link dev.irpflow.sim.explain.Forks} plays the run up to each of them
 * and goes on at random, many times; where the share of those that fail jumps, it was decided.
 * {@link dev.irpflow.sim.explain.NearestGood} looks for a run that passes and differs in one
 * answer, or in two. Both are functions of the run and its seed, and count messages in place of
 * time.
 *
 * <p>Start reading at {@link dev.irpflow.sim.explain.Explainer}, which plays them; {@link
 * dev.irpflow.sim.explain.Explanation} is how it reads.
 */
@NullMarked
package dev.irpflow.sim.explain;

import org.jspecify.annotations.NullMarked;
