package dev.irpflow.mpr;

import dev.irpflow.protocol.status.Win32Error;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How MPR is set up: the registry below {@code Control\NetworkProvider}.
 *
 * @param providerOrder the providers, in the order in which they are asked
 * @param insignificant the errors of a provider that do not count when nobody accepts; the page
 *     names four of them, introduced by "such as"
 */
public record MprSettings(List<Provider> providerOrder, Set<Win32Error> insignificant) {
    /**
     * One provider, as its service key tells it.
     *
     * @param key the name of the service key, which ProviderOrder lists
     * @param name the display name, which a NETRESOURCE names in lpProvider
     * @param component the component of the machine that its calls go to
     * @param exports the address of its NP* routines there, as LoadLibrary would give it
     */
    public record Provider(String key, String name, String component, long exports) {}

    /** These providers, and the errors of the page and those that it needs besides. */
    public static MprSettings of(List<Provider> providerOrder) {
        return new MprSettings(
                List.copyOf(providerOrder),
                EnumSet.of(
                        Win32Error.ERROR_BAD_NETPATH,
                        Win32Error.ERROR_BAD_NET_NAME,
                        Win32Error.ERROR_INVALID_PARAMETER,
                        Win32Error.ERROR_INVALID_LEVEL,
                        Win32Error.ERROR_NOT_SUPPORTED,
                        Win32Error.ERROR_NO_NETWORK,
                        Win32Error.ERROR_NOT_CONNECTED));
    }
}
