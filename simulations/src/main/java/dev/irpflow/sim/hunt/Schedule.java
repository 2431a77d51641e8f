package dev.irpflow.sim.hunt;

/**
 * One run of a hunt.
 *
 * @param number its place in the hunt, from 0
 * @param example which of the examples of the scenario is run, from 0
 * @param seed draws whatever is no decision: parameters, latencies, bytes
 * @param key tells its answers from those of all other runs; a function of number and seed
 */
public record Schedule(long number, int example, long seed, long key) {}
