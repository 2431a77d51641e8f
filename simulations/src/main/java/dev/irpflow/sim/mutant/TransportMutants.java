package dev.irpflow.sim.mutant;

import java.util.List;

/** Changes of the emulated transport. */
final class TransportMutants {
    private static final String STREAM = "sockets-stream";
    private static final String TCP = "RFC 9293";
    private static final String RETRANSMISSION = "RFC 6298";
    private static final String OTHER_BYTES = "scenario/step-as-expected";
    private static final String NO_END = "scenario/step-in-time";

    static final List<Mutant> ALL =
            List.of(
                    new Mutant(
                            "tcp-takes-segments-as-they-come",
                            "A segment that arrives before the one in front of it is taken at"
                                    + " once.",
                            STREAM,
                            OTHER_BYTES,
                            TCP + ", 3.4",
                            new Change.OfClass(
                                    "dev.irpflow.tcpip.Receiver",
                                    "arrive",
                                    new Edit.Always(Spot.jump(1, 4)))),
                    new Mutant(
                            "tcp-sets-no-timer",
                            "A segment goes out without a retransmission timer.",
                            STREAM,
                            NO_END,
                            RETRANSMISSION + ", (5.1)",
                            new Change.OfClass(
                                    "dev.irpflow.tcpip.Sender",
                                    "put",
                                    new Edit.Skip(Spot.only("set")))),
                    new Mutant(
                            "tcp-clears-the-timer-too-early",
                            "An acknowledgment of a part clears the timer of the rest.",
                            STREAM,
                            NO_END,
                            RETRANSMISSION + ", (5.3)",
                            new Change.OfClass(
                                    "dev.irpflow.tcpip.Sender",
                                    "advance",
                                    new Edit.Ignore(Spot.jump(3, 3)))),
                    new Mutant(
                            "tcp-repeats-under-new-numbers",
                            "What is sent again after a time-out gets new sequence numbers.",
                            STREAM,
                            OTHER_BYTES,
                            RETRANSMISSION + ", (5.4)",
                            new Change.OfClass(
                                    "dev.irpflow.tcpip.Sender",
                                    "timedOut",
                                    new Edit.Forget(Spot.only("next")))),
                    new Mutant(
                            "tcp-keeps-what-was-acknowledged",
                            "What the peer has acknowledged is sent once more as if it were new.",
                            STREAM,
                            NO_END,
                            TCP + ", 3.8",
                            new Change.OfClass(
                                    "dev.irpflow.tcpip.Sender",
                                    "advance",
                                    new Edit.Skip(Spot.only("drop")))),
                    new Mutant(
                            "tcp-takes-the-end-early",
                            "A FIN is taken before the octets in front of it have arrived.",
                            "sockets-end",
                            OTHER_BYTES,
                            TCP + ", 3.10.7.4",
                            new Change.OfClass(
                                    "dev.irpflow.tcpip.Receiver",
                                    "takesFin",
                                    new Edit.Ignore(Spot.jump(2, 2)))));

    private TransportMutants() {}
}
