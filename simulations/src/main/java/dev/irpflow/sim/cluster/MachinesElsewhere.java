package dev.irpflow.sim.cluster;

import dev.irpflow.network.Carrier;
import dev.irpflow.node.Control;
import dev.irpflow.sim.run.Elsewhere;

/** The machines that other nodes play, reached by letters. */
final class MachinesElsewhere implements Elsewhere {
    private final Correspondence letters;

    MachinesElsewhere(Correspondence letters) {
        this.letters = letters;
    }

    @Override
    public Carrier carrierTo(String machine) {
        return letters.carrierTo(machine);
    }

    @Override
    public void powerOn(String machine) {
        letters.sendToPlayer(machine, new Control.PowerOn(machine));
    }

    @Override
    public void powerOff(String machine, String fault) {
        letters.sendToPlayer(machine, new Control.PowerOff(machine, fault));
    }

    @Override
    public void cut(String from, String to, boolean cut, String fault) {
        letters.sendToOthers(new Control.Cut(from, to, cut, fault), "");
    }

    @Override
    public void strike(int fault, String name) {
        letters.sendToOthers(new Control.Strike(fault, name), "");
    }

    @Override
    public void beginTrouble(int fault, String name) {
        letters.sendToOthers(new Control.BeginTrouble(fault, name), "");
    }

    @Override
    public void endTrouble(String name) {
        letters.sendToOthers(new Control.EndTrouble(name), "");
    }

    @Override
    public void arm() {
        letters.sendToOthers(new Control.Arm(), "");
    }

    @Override
    public void calm() {
        letters.sendToOthers(new Control.Calm(), "");
    }

    @Override
    public void endFault(String name) {
        letters.sendToOthers(new Control.EndFault(name), "");
    }

    @Override
    public void inject(int fault, String name, boolean gust) {
        letters.sendToOthers(new Control.Inject(fault, name, gust), "");
    }

    @Override
    public void shutDown(String machine) {
        letters.sendToPlayer(machine, new Control.ShutDown(machine));
    }

    @Override
    public void came(int moment) {
        letters.sendToOthers(new Control.Came(moment), "");
    }
}
