package dev.irpflow.sim.cluster;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.network.Carrier;
import dev.irpflow.node.Control;
import dev.irpflow.node.Letter;
import dev.irpflow.node.Node;
import dev.irpflow.protocol.node.FrameUnderWay;

/**
 * What one process of a run sends to the others, counted: a run is stuck only if nothing is under
 * way between its processes. Confined to the stage's serial executor.
 */
final class Correspondence {
    private final Node node;
    private final long run;
    private final Placement placement;
    private long sent;
    private long received;

    Correspondence(Node node, long run, Placement placement) {
        this.node = node;
        this.run = run;
        this.placement = placement;
    }

    Placement placement() {
        return placement;
    }

    long run() {
        return run;
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    /** Something that is counted has come. */
    void received(int count) {
        received += count;
    }

    /** Sends a control message, counted. */
    void send(String to, Control content) {
        sent++;
        sendUncounted(to, content);
    }

    /** Sends a question about the counts, or its answer. */
    void sendUncounted(String to, Control content) {
        node.send(to, new Letter(node.address(), run, content));
    }

    /** Sends a part of a trace. */
    void send(String to, GeneratedMessage trace) {
        node.send(to, trace);
    }

    /** Sends to the process that plays a machine. */
    void sendToPlayer(String machine, Control content) {
        send(placement.nodeOf(machine), content);
    }

    /** Sends to every other process but one. */
    void sendToOthers(Control content, String except) {
        for (String other : placement.others()) {
            if (!other.equals(except)) {
                send(other, content);
            }
        }
    }

    /** The way of a frame to a machine. */
    Carrier carrierTo(String machine) {
        String to = placement.nodeOf(machine);
        return (frame, departure, earliestInNs, nominalInNs, chain) -> {
            sent++;
            node.send(
                    to,
                    FrameUnderWay.newBuilder()
                            .setRun(run)
                            .setMachine(machine)
                            .setEarliestInNs(earliestInNs)
                            .setNominalInNs(nominalInNs)
                            .setChain(chain)
                            .setFrame(frame)
                            .setFrom(departure.from())
                            .setCause(departure.cause())
                            .build());
        };
    }
}
