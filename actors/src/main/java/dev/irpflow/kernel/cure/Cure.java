package dev.irpflow.kernel.cure;

/**
 * What usually cures a breach of a rule.
 *
 * @param pattern what it is called, in a few words
 * @param words what to do, in whole sentences
 */
public record Cure(String pattern, String words) {}
