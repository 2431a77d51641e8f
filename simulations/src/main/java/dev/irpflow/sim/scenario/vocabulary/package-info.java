/**
 * The words that a scenario may use beyond the language itself: routines, statuses, workloads,
 * driver roles, subsystems and their settings, rules, checkers, frames.
 *
 * <p>{@link dev.irpflow.sim.scenario.vocabulary.Vocabulary} is all that the loader knows of the
 * emulated kernel. Routines come from the contract ({@link
 * dev.irpflow.sim.scenario.vocabulary.ContractVocabulary}); the rest is declared, with a type for
 * every parameter, by whoever implements it, so that the loader can say what is missing, unknown or
 * of the wrong kind before anything runs, and {@code irpflow list} can print it.
 */
@NullMarked
package dev.irpflow.sim.scenario.vocabulary;

import org.jspecify.annotations.NullMarked;
