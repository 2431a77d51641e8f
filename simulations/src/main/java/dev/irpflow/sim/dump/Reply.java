package dev.irpflow.sim.dump;

import java.util.List;

/**
 * What a command of the debugger answers.
 *
 * @param command as it was given
 * @param lines for a reader
 * @param data for a program: records, lists, texts and numbers
 */
public record Reply(String command, List<String> lines, Object data) {}
