package dev.irpflow.sim.mutant;

import java.util.List;

/** Changes of what a network drive is made of: redirector, file server, RDBSS and MUP. */
final class DriveMutants {
    private static final String DRIVE = "drive";
    private static final String IFS = "windows-driver-docs-pr/ifs/";
    private static final String LOW_IO_PAGE =
            "wdk-ddi-src/content/lowio/nf-lowio-rxlowiocompletion.md";
    private static final String LOW_IO_ONCE = "rdbss/low-io-completes-once";
    private static final String AS_EXPECTED = "scenario/step-as-expected";
    private static final String IN_TIME = "scenario/step-in-time";

    static final List<Mutant> ALL =
            List.of(
                    new Mutant(
                            "redirector-drops-what-had-no-answer",
                            "A redirector whose connection is lost does not ask again for what had no answer.",
                            DRIVE,
                            IN_TIME,
                            LOW_IO_PAGE,
                            new Change.OfClass(
                                    "dev.irpflow.redirector.Outstanding",
                                    "connectionLost",
                                    new Edit.Skip(Spot.of("addAll", 1, 1)))),
                    new Mutant(
                            "redirector-opens-nothing-again",
                            "A redirector that connects again does not open the files again that were open.",
                            DRIVE,
                            AS_EXPECTED,
                            IFS + "file-system-object-i-o-routines.md",
                            new Change.OfClass(
                                    "dev.irpflow.redirector.Recovery",
                                    "ended",
                                    new Edit.Skip(Spot.of("add", 2, 2)))),
                    new Mutant(
                            "redirector-completes-twice",
                            "A redirector calls RxLowIoCompletion twice for one read or write.",
                            DRIVE,
                            LOW_IO_ONCE,
                            LOW_IO_PAGE,
                            new Change.OfClass(
                                    "dev.irpflow.redirector.LowIo",
                                    "finish",
                                    new Edit.Twice(Spot.only("lowIoCompletion")))),
                    new Mutant(
                            "redirector-does-not-wake-its-thread",
                            "A request comes to the thread of a connection without a wake-up.",
                            DRIVE,
                            IN_TIME,
                            "windows-driver-docs-pr/kernel/defining-and-using-an-event-object.md",
                            new Change.OfClass(
                                    "dev.irpflow.redirector.ServerConnection",
                                    "submit",
                                    new Edit.Skip(Spot.only("wake")))),
                    new Mutant(
                            "server-reads-behind-the-end",
                            "A read at the end of a file succeeds with nothing.",
                            DRIVE,
                            AS_EXPECTED,
                            "wdk-ddi-src/content/ntifs/nf-ntifs-ntreadfile.md",
                            new Change.OfClass(
                                    "dev.irpflow.server.Conversation",
                                    "read",
                                    new Edit.OffByOne(Spot.jump(7, 7)))),
                    new Mutant(
                            "rdbss-keeps-the-file-resource",
                            "RDBSS does not give the resource of a file back at the end of a read or"
                                    + " write.",
                            DRIVE,
                            IN_TIME,
                            IFS + "file-system-object-i-o-routines.md",
                            new Change.OfClass(
                                    "dev.irpflow.rdbss.LowIo",
                                    "finish",
                                    new Edit.Always(Spot.jump(4, 4)))),
                    new Mutant(
                            "rdbss-counts-a-closed-file",
                            "A file that was closed counts as open when its connection is to be deleted.",
                            DRIVE,
                            AS_EXPECTED,
                            IFS + "file-system-object-creation-and-deletion.md",
                            new Change.OfClass(
                                    "dev.irpflow.rdbss.Closing",
                                    "fobxFreed",
                                    new Edit.Skip(Spot.only("countFobx")))),
                    new Mutant(
                            "mup-forgets-whose-a-file-is",
                            "MUP opens a file and does not remember which redirector has it.",
                            DRIVE,
                            AS_EXPECTED,
                            IFS + "support-for-unc-naming-and-mup.md",
                            new Change.OfClass(
                                    "dev.irpflow.mup.Mup",
                                    "forwardOpen",
                                    new Edit.Skip(Spot.only("put")))),
                    new Mutant(
                            "mup-passes-an-empty-location-on",
                            "MUP sends an IRP on and does not copy its own stack location.",
                            DRIVE,
                            AS_EXPECTED,
                            "windows-driver-docs-pr/kernel/passing-irps-down-the-driver-stack.md",
                            new Change.OfClass(
                                    "dev.irpflow.mup.Mup",
                                    "dispatch",
                                    new Edit.Skip(Spot.only("copyCurrentToNext")))));

    private DriveMutants() {}
}
