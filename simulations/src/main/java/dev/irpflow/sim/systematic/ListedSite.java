package dev.irpflow.sim.systematic;

import org.jspecify.annotations.Nullable;

/**
 * A site of the list.
 *
 * @param behind the failure that brings it to light, null for none
 * @param excluded why nothing fails there, null if it does
 */
record ListedSite(FoundSite site, @Nullable Entry behind, @Nullable String excluded) {}
