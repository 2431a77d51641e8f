package dev.irpflow.sim.scenario.value;

/** What a scenario gives to a field, a setting or a parameter of a workload. */
public sealed interface Value permits Plain, Items, Group {}
