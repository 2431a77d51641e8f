/**
 * The rules of the house that no compiler holds: who may know whom, and what a file may look like.
 *
 * <p>{@link dev.irpflow.house.ArchitectureTest} reads the compiled classes of all four modules and
 * checks the directions between them, the rooms in which Pekko may appear, and the absence of
 * cycles. {@link dev.irpflow.house.TidyTest} reads the sources as text. They live in the last
 * module because only this one sees the others. The rules that a tool holds stand in the root
 * {@code pom.xml} and in {@code gates/}: format, warnings, bug patterns, nullness, banned calls,
 * versions, wire messages.
 */
@NullMarked
package dev.irpflow.house;

import org.jspecify.annotations.NullMarked;
