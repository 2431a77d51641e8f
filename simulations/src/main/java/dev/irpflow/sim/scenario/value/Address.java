package dev.irpflow.sim.scenario.value;

/**
 * A transport address: {@code files:445}, {@code 10.0.0.2:445}, {@code any:5000}.
 *
 * @param host a machine's name, an IP address, or {@code any} for the wildcard
 * @param port 0 to 65535; 0 lets the transport choose
 */
public record Address(String host, int port) implements Plain {
    /** The host that stands for the wildcard address. */
    public static final String ANY = "any";

    @Override
    public String written() {
        return host + ":" + port;
    }
}
