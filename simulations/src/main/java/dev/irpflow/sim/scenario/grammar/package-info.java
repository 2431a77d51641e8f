/**
 * The scenario language as data: its keys and verbs, how each value is written, and a sentence
 * about each.
 *
 * <p>{@link dev.irpflow.sim.scenario.grammar.Grammar} joins what is fixed in the language with the
 * words of a vocabulary: workloads, roles, drivers, subsystems, rules, frames. From it come the
 * JSON Schema and the reference page. The loader ({@code scenario.load}) reads by code of its own,
 * which knows more than any schema can say, such as what a name refers to; a test asks it for every
 * shape which keys it takes, so that the two stay one language.
 */
@NullMarked
package dev.irpflow.sim.scenario.grammar;

import org.jspecify.annotations.NullMarked;
