package dev.irpflow.kernel;

import java.util.List;

/** The code that runs on a strand and has a stack of its own: a driver's Java. */
public interface StrandStack {
    /**
     * The part of the stack that belongs to one call.
     *
     * @param call the call
     * @param lines its lines, newest first
     */
    record Part(Call call, List<String> lines) {}

    /** The parts of the stack, newest first. */
    List<Part> parts();
}
