package dev.irpflow.sim.mutant;

import java.util.List;

/** Changes of Winsock Kernel. */
final class WskMutants {
    private static final String STREAM = "sockets-stream";
    private static final String REGISTRATION = "wsk-registration";
    private static final String PROVIDER = "wdk-ddi-src/content/wsk/";
    private static final String AS_EXPECTED = "scenario/step-as-expected";

    static final List<Mutant> ALL =
            List.of(
                    new Mutant(
                            "wsk-receive-takes-a-part",
                            "A receive with WSK_FLAG_WAITALL ends with the first octets.",
                            STREAM,
                            AS_EXPECTED,
                            PROVIDER + "nc-wsk-pfn_wsk_receive.md",
                            new Change.OfClass(
                                    "dev.irpflow.wsk.ReceiveQueue",
                                    "isDone",
                                    new Edit.Ignore(Spot.jump(7, 7)))),
                    new Mutant(
                            "wsk-deregister-waits-for-nobody",
                            "WskDeregister returns although the provider is still captured.",
                            REGISTRATION,
                            "scenario/in-order",
                            PROVIDER + "nf-wsk-wskderegister.md",
                            new Change.OfClass(
                                    "dev.irpflow.wsk.Registration",
                                    "isDrained",
                                    new Edit.Answer(1))),
                    new Mutant(
                            "wsk-reads-a-piece-again",
                            "What a receive has taken of a segment comes again with the next one.",
                            "drive",
                            "scenario/step-in-time",
                            PROVIDER + "nc-wsk-pfn_wsk_receive.md",
                            new Change.OfClass(
                                    "dev.irpflow.wsk.ReceiveQueue",
                                    "consume",
                                    new Edit.Forget(Spot.of("taken", 1, 2)))));

    private WskMutants() {}
}
