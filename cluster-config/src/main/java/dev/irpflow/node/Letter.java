package dev.irpflow.node;

/**
 * A control message on its way.
 *
 * @param from the address of the node that sent it
 * @param run the run that it belongs to
 * @param content what it says
 */
public record Letter(String from, long run, Control content) {}
