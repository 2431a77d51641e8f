package dev.irpflow.sim.run;

import dev.irpflow.network.Network;
import dev.irpflow.sim.scenario.Scenario;

/** The network of a scenario, before its machines are attached. */
public final class NetworkOf {
    private NetworkOf() {}

    /** A network whose links are as the scenario's default says. */
    public static Network scenario(Scenario scenario) {
        return new Network(Links.usual(scenario));
    }
}
