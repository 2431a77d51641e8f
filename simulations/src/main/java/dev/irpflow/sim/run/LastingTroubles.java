package dev.irpflow.sim.run;

import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Slowness;
import dev.irpflow.network.Network;
import dev.irpflow.network.Trouble;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.value.Link;
import dev.irpflow.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes wrong with links and machines until it is over. */
final class LastingTroubles {
    private final Machines machines;
    private final Playhouse house;
    private final Network network;
    private final Stage stage;

    /** One direction of a link. */
    private record Way(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    LastingTroubles(Machines machines, Playhouse house, Stage stage) {
        this.machines = machines;
        this.house = house;
        this.network = house.network();
        this.stage = stage;
    }

    /** It begins; gives what ends it, null if there is nothing that it could strike. */
    @Nullable Runnable begin(Fault.Lasting fault, String name, long site) {
        return switch (fault) {
            case Fault.Cut cut -> cut(ways(cut.links()), name, site);
            case Fault.Slow slow -> slow(slow, name, site);
            case Fault.Pause pause -> pause(pause, name, site);
            case Fault.SlowDown slow -> slowDown(slow, name, site);
        };
    }

    /** The same for the process that leads the run; it was answered there. */
    @Nullable Runnable beginHere(Fault.Lasting fault, String name) {
        return switch (fault) {
            case Fault.Slow slow -> slowHere(slow, name);
            case Fault.Pause pause -> pause(pause, name, 0);
            case Fault.SlowDown slow -> slowDown(slow, name, 0);
            case Fault.Cut _ -> null; // has an order of its own
        };
    }

    /** Cuts a link or heals it; whoever plays its sender drops the frames. */
    void cutHere(String from, String to, boolean cut, String fault) {
        Trouble trouble = new Trouble.Cut(fault);
        if (cut) {
            network.begin(from, to, trouble, stage);
        } else {
            network.end(from, to, trouble);
        }
    }

    private Runnable cut(List<Way> ways, String name, long site) {
        ways.forEach(way -> cut(way, true, name, site));
        return () -> ways.forEach(way -> cut(way, false, name, 0));
    }

    private void cut(Way way, boolean cut, String name, long site) {
        tell(name, (cut ? "cuts " : "heals ") + way, site);
        cutHere(way.from(), way.to(), cut, name);
        house.elsewhere().cut(way.from(), way.to(), cut, name);
    }

    private Runnable slow(Fault.Slow fault, String name, long site) {
        List<Way> ways = ways(fault.links());
        ways.forEach(way -> tell(name, "slows " + way, site));
        Runnable here = slowHere(fault, name);
        Runnable elsewhere = elsewhere(fault, name);
        return () -> {
            ways.forEach(way -> tell(name, "no longer slows " + way, 0));
            here.run();
            elsewhere.run();
        };
    }

    private Runnable slowHere(Fault.Slow fault, String name) {
        Trouble trouble =
                new Trouble.Slow(
                        name,
                        fault.by() == null ? 0 : fault.by().least().nanos(),
                        fault.by() == null ? 0 : fault.by().most().nanos(),
                        fault.to() == null ? 0 : fault.to().bitsPerSecond());
        List<Way> ways = ways(fault.links());
        ways.forEach(way -> network.begin(way.from(), way.to(), trouble, stage));
        return () -> ways.forEach(way -> network.end(way.from(), way.to(), trouble));
    }

    // Whoever plays the machine, or sends into the link, does it too.
    private Runnable elsewhere(Fault fault, String name) {
        if (house.elsewhere() == Elsewhere.NOBODY) {
            return () -> {};
        }
        house.elsewhere().beginTrouble(machines.indexOf(fault), name);
        return () -> house.elsewhere().endTrouble(name);
    }

    private @Nullable Runnable pause(Fault.Pause pause, String fault, long site) {
        String name = pause.machine();
        RunningMachine running = machines.running(name);
        if (running == null) {
            return machines.isUpElsewhere(name) ? elsewhere(pause, fault) : null;
        }
        Machine machine = running.machine();
        machine.log().fault(fault, name + " pauses", null, site);
        machine.pause();
        return () -> {
            machine.resume();
            tell(fault, name + (machine.isDead() ? " is gone" : " goes on"), 0);
        };
    }

    private @Nullable Runnable slowDown(Fault.SlowDown fault, String name, long site) {
        RunningMachine running = machines.running(fault.machine());
        if (running == null) {
            return machines.isUpElsewhere(fault.machine()) ? elsewhere(fault, name) : null;
        }
        Machine machine = running.machine();
        machine.log().fault(name, fault.machine() + " slows down", null, site);
        Slowness slowness = machine.slowDown(fault.by().least().nanos(), fault.by().most().nanos());
        return () -> {
            machine.speedUp(slowness);
            tell(name, fault.machine() + " is as fast as before", 0);
        };
    }

    private void tell(String fault, String what, long site) {
        machines.any().log().fault(fault, what, null, site);
    }

    private static List<Way> ways(List<Link> links) {
        List<Way> ways = new ArrayList<>();
        for (Link link : links) {
            ways.add(new Way(link.from(), link.to()));
            if (link.direction() == Link.Direction.BOTH_WAYS) {
                ways.add(new Way(link.to(), link.from()));
            }
        }
        return ways;
    }
}
