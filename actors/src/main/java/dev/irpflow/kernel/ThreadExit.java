package dev.irpflow.kernel;

import java.util.List;

/**
 * A thread has ended whose IRPs are still with drivers: the I/O manager cancels them.
 *
 * @param irps as they are at that moment, oldest first
 */
public record ThreadExit(List<Irp.Use> irps) {}
