package dev.irpflow.sim.mutant;

/**
 * A seeded bug.
 *
 * @param name in kebab-case
 * @param about what is wrong, in a sentence
 * @param scenario in which it is hunted: one of those of this package, or a shipped one
 * @param rule the id of the rule that is to tell of it
 * @param page the document that says how it ought to be
 * @param change what is changed
 */
public record Mutant(
        String name, String about, String scenario, String rule, String page, Change change) {}
