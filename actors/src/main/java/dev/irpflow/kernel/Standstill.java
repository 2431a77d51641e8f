package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Something of the kernel does not go on.
 *
 * @param words who waits for what
 * @param whose the machine, or the driver that cannot go
 * @param call one that is held for that; null if none is
 */
public record Standstill(String words, String whose, @Nullable Call call) {}
