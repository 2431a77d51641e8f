package dev.irpflow.sim.scenario.value;

/**
 * A transport address: {@code files:445}, {@code 10.0.0.2:445}, {@code any:5000}; of IPv6 in
 * brackets: {@code [files]:445}, {@code [fd00::1]:445}, {@code [any]:5000}.
 *
 * @param host a machine's name, an IP address, or {@code any} for the wildcard; in brackets for
 *     IPv6
 * @param port 0 to 65535; 0 lets the transport choose
 */
public record Address(String host, int port) implements Plain {
    /** The host that stands for the wildcard address. */
    public static final String ANY = "any";

    /** Whether an address of IPv6 is meant. */
    public boolean isIpv6() {
        return host.startsWith("[");
    }

    /** The host without brackets. */
    public String name() {
        return isIpv6() ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether it is a machine's name. */
    public boolean isOfMachine() {
        return !name().equals(ANY) && !Addresses.looksNumeric(name());
    }

    @Override
    public String written() {
        return host + ":" + port;
    }
}
