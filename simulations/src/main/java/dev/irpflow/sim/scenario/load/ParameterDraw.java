package dev.irpflow.sim.scenario.load;

/**
 * Draws the values of parameters. The same parameter of the same run must give the same answer, so
 * an implementation hashes the seed with the name and keeps no stream.
 */
@FunctionalInterface
public interface ParameterDraw {
    /**
     * Picks one of several values.
     *
     * @param parameter the parameter's name
     * @param values how many there are, at least 1
     * @return 0 to values - 1
     */
    long pick(String parameter, long values);
}
