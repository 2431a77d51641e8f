package dev.irpflow.network;

/**
 * What a link has done so far, in one direction.
 *
 * @param frames frames that were sent into it
 * @param octets octets in them, Ethernet headers included
 * @param lost frames that were lost: by share, by fault, by a cut, or because they were too large
 * @param duplicated frames that were doubled
 * @param reordered frames that were held back
 */
public record LinkStatistics(
        long frames, long octets, long lost, long duplicated, long reordered) {}
