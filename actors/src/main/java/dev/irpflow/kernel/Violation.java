package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A rule was broken.
 *
 * @param rule which
 * @param place who broke it
 * @param detail the facts of this breach in one sentence
 * @param call the call in which it happened, null if there was none
 * @param stack the Java frames of the driver that led to it, newest first; "" for none
 */
public record Violation(
        Rule rule, String place, String detail, @Nullable Call call, String stack) {}
