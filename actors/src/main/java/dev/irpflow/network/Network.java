package dev.irpflow.network;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Departure;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.stage.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network: machines by address, and one link for each pair that talks, in each direction.
 *
 * <p>A frame costs the same whatever the number of machines and links. Machines are named here as
 * in the scenario.
 */
public final class Network {
    private static final Trouble CUT = new Trouble.Cut("cut");

    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final Map<IpAddress, Station> addresses = new LinkedHashMap<>();
    private final Map<Pair, Link> links = new LinkedHashMap<>();
    private final LinkSettings usual;
    private FrameFaults faults = FrameFaults.NONE;

    private record Pair(String from, String to) {}

    /** A network without machines, whose links are like this unless told otherwise. */
    public Network(LinkSettings usual) {
        this.usual = usual;
    }

    /**
     * Attaches a machine of this process, or the machine that it has become by a restart.
     *
     * @param nic where frames go, usually its {@code tcpip}
     * @param own its addresses; those of the loopback it has anyway
     */
    public void attach(Machine machine, Place nic, List<IpAddress> own) {
        station(machine.name(), own).attach(machine, nic);
    }

    /** Attaches a machine that runs in another process. */
    public void attach(String machine, Carrier carrier, List<IpAddress> own) {
        station(machine, own).attach(carrier);
    }

    /** Makes a machine known that is not attached yet, so that links to it can be set. */
    public void reserve(String machine, List<IpAddress> own) {
        station(machine, own);
    }

    /** Detaches a machine that is gone: frames for it vanish until it is attached again. */
    public void detach(String machine) {
        named(machine).detach();
    }

    /** Sets how the link from one machine to another treats frames, in this direction only. */
    public void link(String from, String to, LinkSettings settings) {
        between(from, to).settings(settings);
    }

    /**
     * Lets every frame be lost that one machine sends to another from now on, in this direction
     * only.
     */
    public void cut(String from, String to) {
        between(from, to).begin(CUT);
    }

    /** Ends a cut. */
    public void heal(String from, String to) {
        between(from, to).end(CUT);
    }

    /**
     * Something goes wrong with the link from one machine to another, in this direction only, also
     * for the frames that are under way on a stage.
     */
    public void begin(String from, String to, Trouble trouble, Stage stage) {
        Link link = between(from, to);
        new UnderWay(stage).begins(link, trouble);
        link.begin(trouble);
    }

    /** It is over; frames that are under way are as they are. */
    public void end(String from, String to, Trouble trouble) {
        between(from, to).end(trouble);
    }

    /** Asks faults about each frame that is under way on a stage. */
    public void strikeUnderWay(FrameFaults now, Stage stage) {
        new UnderWay(stage).ask(this, now);
    }

    /** The link on which a frame is under way; null if nobody has its sender's address now. */
    @Nullable Link linkOf(Arrival arrival) {
        Frame frame = arrival.frame();
        Station sender = addresses.get(IpAddress.of(frame.getSource(), frame.getSource6()));
        return sender == null ? null : link(sender, arrival.to());
    }

    /** Lets faults act on frames from now on. */
    public void faults(FrameFaults newFaults) {
        this.faults = newFaults;
    }

    /** The link from one machine to another. */
    public Link between(String from, String to) {
        return link(named(from), named(to));
    }

    /** All links that were used or set, in the order of their first mention. */
    public Iterable<Link> links() {
        return links.values();
    }

    /**
     * Takes a frame that leaves a machine.
     *
     * @param during the call within which it was sent, null for none
     */
    public void transmit(Machine from, Frame frame, @Nullable Call during) {
        Station sender = named(from.name());
        ByteString ipv6 = frame.getDestination6();
        Link link =
                sender.links()
                        .find(IpAddress.high(ipv6), IpAddress.low(frame.getDestination(), ipv6));
        if (link == null) {
            IpAddress destination = IpAddress.of(frame.getDestination(), ipv6);
            if (destination.isBroadcast()) {
                for (Station to : stations.values()) {
                    link(sender, to).transmit(from, frame, faults, during);
                }
                return;
            }
            link = route(sender, destination);
            if (link == null) {
                if (from.stage().trace().isOn()) {
                    from.log().note("nobody has the address of " + FrameText.of(frame));
                }
                return;
            }
        }
        link.transmit(from, frame, faults, during);
    }

    /** Lets a frame arrive that another process has sent; see {@link Carrier}. */
    public void arrive(
            String machine,
            Frame frame,
            Departure departure,
            long earliestInNs,
            long nominalInNs,
            long chain) {
        named(machine).carry(frame, departure, earliestInNs, nominalInNs, chain);
    }

    private @Nullable Link route(Station sender, IpAddress destination) {
        Station to = destination.isLoopback() ? sender : addresses.get(destination);
        if (to == null) {
            return null;
        }
        Link link = link(sender, to);
        sender.links().add(destination, link);
        return link;
    }

    private Link link(Station from, Station to) {
        return links.computeIfAbsent(
                new Pair(from.name(), to.name()),
                pair -> new Link(from, to, from == to ? LinkSettings.WITHIN_MACHINE : usual));
    }

    private Station named(String machine) {
        Station station = stations.get(machine);
        if (station == null) {
            throw new IllegalArgumentException(machine + " is not attached to the network");
        }
        return station;
    }

    private Station station(String machine, List<IpAddress> own) {
        Station station = stations.computeIfAbsent(machine, Station::new);
        if (station.addresses().equals(own)) {
            return station;
        }
        boolean wasElsewhere = !station.addresses().isEmpty();
        station.addresses().forEach(addresses::remove);
        for (IpAddress address : own) {
            wasElsewhere |= addresses.put(address, station) != null;
        }
        station.addresses(own);
        if (wasElsewhere) { // what others know of these addresses is out of date
            stations.values().forEach(other -> other.links().clear());
        }
        return station;
    }
}
