package dev.irpflow.sim.run;

import dev.irpflow.network.Carrier;

/**
 * The machines of a run that other processes play: what the run asks of them. What happens to them
 * is told to {@link FromElsewhere}.
 */
public interface Elsewhere {
    /** The way of a frame to a machine. */
    Carrier carrierTo(String machine);

    /** Switches a machine on; it answers with {@link FromElsewhere#booted}. */
    void powerOn(String machine);

    /** Takes its power away, for a fault. */
    void powerOff(String machine, String fault);

    /** Lets a link carry nothing, or again, for a fault: whoever sends into it drops the frames. */
    void cut(String from, String to, boolean cut, String fault);

    /**
     * Lets a fault strike a machine there at once, which answers with {@link FromElsewhere#struck}.
     *
     * @param fault its index in {@link FaultsOf}
     * @param name how it is called in this run
     */
    void strike(int fault, String name);

    /** Begins a fault of links or of a machine there, which lasts; as for {@link #strike}. */
    void beginTrouble(int fault, String name);

    /** Ends it. */
    void endTrouble(String name);

    /** Begins the faults of the scenario that act on calls and frames there. */
    void arm();

    /** Ends all faults. */
    void calm();

    /** Ends one fault. */
    void endFault(String name);

    /**
     * Begins a fault on calls or frames there, which a step injects or a storm chooses.
     *
     * @param fault its index in {@link FaultsOf}
     * @param name how it is called in this run
     * @param gust whether a storm has chosen it, to strike once
     */
    void inject(int fault, String name, boolean gust);

    /** Unloads a machine's drivers; it answers with {@link FromElsewhere#unloaded}. */
    void shutDown(String machine);

    /**
     * A moment has come on a machine of this process.
     *
     * @param moment its index in {@link MomentsOf}
     */
    void came(int moment);

    /** All machines are played here. */
    Elsewhere NOBODY =
            new Elsewhere() {
                @Override
                public Carrier carrierTo(String machine) {
                    throw new IllegalStateException("nobody plays " + machine);
                }

                @Override
                public void powerOn(String machine) {
                    throw new IllegalStateException("nobody plays " + machine);
                }

                @Override
                public void powerOff(String machine, String fault) {
                    throw new IllegalStateException("nobody plays " + machine);
                }

                @Override
                public void cut(String from, String to, boolean cut, String fault) {}

                @Override
                public void strike(int fault, String name) {
                    throw new IllegalStateException("nobody plays what " + name + " is to strike");
                }

                @Override
                public void beginTrouble(int fault, String name) {}

                @Override
                public void endTrouble(String name) {}

                @Override
                public void arm() {}

                @Override
                public void calm() {}

                @Override
                public void endFault(String name) {}

                @Override
                public void inject(int fault, String name, boolean gust) {}

                @Override
                public void shutDown(String machine) {
                    throw new IllegalStateException("nobody plays " + machine);
                }

                @Override
                public void came(int moment) {}
            };
}
