/**
 * Systematic injection: each call that can fail, told apart by what led to it, fails once with each
 * of its documented statuses, one in each run.
 *
 * <p>The first run, in which nothing fails, finds the sites ({@link
 * dev.irpflow.sim.systematic.SiteList}); those that a failure brings to light join the list, and
 * are played behind that failure. {@link dev.irpflow.sim.systematic.Systematic} is the strategy
 * that gives a number its failure, the same one in every process, and {@link
 * dev.irpflow.sim.systematic.Exclusions} what a user does not want to see.
 */
@NullMarked
package dev.irpflow.sim.systematic;

import org.jspecify.annotations.NullMarked;
