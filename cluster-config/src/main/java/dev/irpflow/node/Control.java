package dev.irpflow.node;

import java.util.List;

/**
 * What the process that leads a run and the nodes that play parts of it say to each other. It never
 * crosses a version: nodes of different builds do not play together.
 */
public sealed interface Control {
    // -- from the leader ------------------------------------------------------------------------

    /**
     * Play these machines.
     *
     * @param scenario its name
     * @param text the scenario with the values of this run, in one file
     * @param inputs the files of the user that it names; their bytes stay with the leader
     * @param seed draws whatever is no decision
     * @param number which of the processes of the run this one is, from 1; the leader is 0
     * @param processes how many there are
     * @param machines names of machines and, at the same index of {@code nodes}, who plays them
     * @param traced whether the leader wants the events
     */
    record Play(
            String scenario,
            String text,
            List<String> inputs,
            long seed,
            int number,
            int processes,
            List<String> machines,
            List<String> nodes,
            boolean traced)
            implements Control {
        public Play {
            inputs = List.copyOf(inputs);
            machines = List.copyOf(machines);
            nodes = List.copyOf(nodes);
        }
    }

    /** Switch a machine on. */
    record PowerOn(String machine) implements Control {}

    /** Take its power away, for a fault. */
    record PowerOff(String machine, String fault) implements Control {}

    /** Let a link carry nothing, or let it carry again, for a fault. */
    record Cut(String from, String to, boolean cut, String fault) implements Control {}

    /** The first step comes: the faults of the scenario begin. */
    record Arm() implements Control {}

    /** All faults end. */
    record Calm() implements Control {}

    /** A fault ends, by its name. */
    record EndFault(String fault) implements Control {}

    /**
     * A fault of the scenario begins that a step injects, or a storm chooses.
     *
     * @param fault its index among all faults of the scenario
     * @param name how it is called in this run
     * @param gust whether a storm has chosen it, to strike once
     */
    record Inject(int fault, String name, boolean gust) implements Control {}

    /**
     * A fault strikes a machine, if it is played here.
     *
     * @param fault its index among all faults of the scenario
     * @param name how it is called in this run
     */
    record Strike(int fault, String name) implements Control {}

    /** A fault of links or of a machine begins, which lasts; as for {@link Strike}. */
    record BeginTrouble(int fault, String name) implements Control {}

    /** It ends, by its name. */
    record EndTrouble(String name) implements Control {}

    /** Unload the drivers of a machine. */
    record ShutDown(String machine) implements Control {}

    /**
     * Are you quiet, and what is your time?
     *
     * @param round comes back with the answer
     */
    record Probe(long round) implements Control {}

    /** The run is over. */
    record Stop() implements Control {}

    // -- from both ------------------------------------------------------------------------------

    /**
     * A moment has come that the scenario speaks of.
     *
     * @param moment its index among all moments of the scenario
     */
    record Came(int moment) implements Control {}

    // -- from the nodes -------------------------------------------------------------------------

    /** The machines can be switched on. */
    record Ready() implements Control {}

    /** This node cannot play: it plays for another, or does not know what the scenario names. */
    record Unable(String why) implements Control {}

    /** Every driver of a machine was loaded, or has failed to load. */
    record Booted(String machine) implements Control {}

    /** A driver has not loaded. */
    record NotLoaded(String machine, String driver, int status) implements Control {}

    /**
     * The drivers of a machine are unloaded.
     *
     * @param leaks what is left over, in words; "" for nothing
     */
    record Unloaded(String machine, String leaks) implements Control {}

    /** A rule was broken; {@code stack} has the Java frames of the driver, "" for none. */
    record Violated(String machine, String rule, String place, String detail, String stack)
            implements Control {}

    /** A machine has died of a bug check. */
    record Died(
            String machine, int code, String name, long first, long second, long third, long fourth)
            implements Control {}

    /**
     * A part of the crash dump of a machine: a frame has room for no more.
     *
     * @param part which, from 0
     * @param parts how many there are
     * @param text its bytes in base 64
     */
    record DumpPart(String machine, int part, int parts, String text) implements Control {}

    /** Code of ours threw. */
    record Broke(String error) implements Control {}

    /** A fault has struck. */
    record Struck(String fault) implements Control {}

    /**
     * This part of the run has ended.
     *
     * @param messages how many messages its machines have delivered in all
     */
    record Stopped(long messages) implements Control {}

    /**
     * The answer to a probe.
     *
     * @param quiet whether nothing can happen unless something comes from outside
     * @param sent how many letters and frames this node has sent in this run, answers apart
     * @param received how many it has received
     * @param timeNs its stage time
     * @param messages how many messages its machines have delivered
     */
    record Answer(long round, boolean quiet, long sent, long received, long timeNs, long messages)
            implements Control {}
}
