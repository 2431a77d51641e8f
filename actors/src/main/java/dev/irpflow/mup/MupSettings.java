package dev.irpflow.mup;

import java.util.List;

/**
 * What can be set of MUP.
 *
 * @param prefixCacheTimeoutNs how long a claimed prefix is remembered, in nanoseconds:
 *     PrefixCacheTimeoutInSeconds
 * @param providerOrder device names of redirectors, the first to be asked first: ProviderOrder;
 *     those that are not named come afterwards, as they registered
 */
public record MupSettings(long prefixCacheTimeoutNs, List<String> providerOrder) {
    private static final long SECOND = 1_000_000_000L;

    /** CHOICE: no page says how long Windows remembers; fifteen minutes are long for a scenario. */
    public static final MupSettings DEFAULT = new MupSettings(900 * SECOND, List.of());
}
