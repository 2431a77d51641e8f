package dev.irpflow.sim.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a machine can stop while the rest of it goes on. */
public final class Stoppable {
    /**
     * The subsystems whose pages say what others see when they serve nobody, and the transports of
     * WSK.
     */
    public static final List<String> SUBSYSTEMS = List.of("wsk", "rdbss", "tcp", "udp");

    /** The role of the drivers that are unloaded alone, as services are. */
    public static final String ROLE = "wsk-client";

    private Stoppable() {}

    /** Why a subsystem cannot stop, and what to say instead; null if nothing is known of it. */
    public static @Nullable String whyNot(String subsystem) {
        return switch (subsystem) {
            case "tcpip" ->
                    "no page says what others see without TCP/IP; stop tcp or udp, or cut the links of"
                            + " the machine";
            case "mup" ->
                    "no page says what others see without MUP; stop rdbss, and its redirectors"
                            + " claim no path any more";
            case "mpr" ->
                    "MPR is a library in each application; stop rdbss, and its providers say that"
                            + " there is no network";
            case "io", "kernel" -> "without it there is no machine; crash the machine";
            default -> null;
        };
    }
}
