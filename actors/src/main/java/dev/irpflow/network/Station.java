package dev.irpflow.network;

import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Departure;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.FrameDamage;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of one machine in the network. It outlives the machine: frames that were under way
 * while a machine restarted reach the new one.
 */
final class Station {
    private final String name;
    private final long key;
    private final long cell;
    private final LinkTable links = new LinkTable();
    private List<IpAddress> addresses = List.of();
    private @Nullable Machine machine;
    private @Nullable Place nic;
    private @Nullable Carrier carrier;
    private @Nullable Footprint footprint; // of the stage on which its machine is, or was last

    Station(String name) {
        this.name = name;
        this.key = Site.key(name);
        this.cell = Site.join(key, Site.key("station"));
    }

    String name() {
        return name;
    }

    long key() {
        return key;
    }

    /** Its addresses. */
    List<IpAddress> addresses() {
        return addresses;
    }

    void addresses(List<IpAddress> own) {
        this.addresses = List.copyOf(own);
    }

    /** The links from here by destination address, as far as they were used. */
    LinkTable links() {
        return links;
    }

    /** Its machine, if that runs in this process; null otherwise, or if there is none now. */
    @Nullable Machine machine() {
        return machine;
    }

    /** The machine runs in this process. */
    void attach(Machine newMachine, Place newNic) {
        footprint = newMachine.footprint();
        footprint.write(cell);
        machine = newMachine;
        nic = newNic;
        carrier = null;
    }

    /** The machine runs elsewhere. */
    void attach(Carrier newCarrier) {
        machine = null;
        nic = null;
        carrier = newCarrier;
    }

    /** There is no machine any more; what is sent to it vanishes. */
    void detach() {
        if (footprint != null) {
            footprint.write(cell);
        }
        machine = null;
        nic = null;
        carrier = null;
    }

    // Whether there is a machine is a cell of its own.
    private void reads() {
        if (footprint != null) {
            footprint.read(cell);
        }
    }

    /** Lets a frame arrive here, in nanoseconds from now. */
    void carry(Frame frame, Departure departure, long earliestInNs, long nominalInNs, long chain) {
        reads();
        if (carrier != null) {
            carrier.carry(frame, departure, earliestInNs, nominalInNs, chain);
        } else if (machine != null) {
            long now = machine.stageTime();
            Arrival arrival =
                    new Arrival(
                            this, frame, departure, chain, now + earliestInNs, now + nominalInNs);
            machine.stage().pool().schedule(arrival);
        }
    }

    /** The frame is here. */
    void receive(Frame frame, Departure departure, long chain) {
        reads();
        if (machine == null || nic == null) {
            return;
        }
        if (frame.getDamage() == FrameDamage.FRAME_DAMAGE_ON_THE_WIRE) {
            if (machine.stage().trace().isOn()) {
                machine.log().note("wrong frame check sequence, dropped: " + FrameText.of(frame));
            }
        } else {
            machine.strands().receive(nic, frame, departure, chain);
        }
    }
}
