package dev.irpflow.sim.cli;

import java.util.List;

/**
 * The faults of the scenario language, for {@code list faults}.
 *
 * @param verb the verb, as a scenario spells it
 * @param about what it does
 * @param example a line of a scenario; a test loads every one of them
 */
record FaultWords(String verb, String about, String example) {
    private static final String TERMS =
            "name, nth, at, during, when, for, at-most, may-miss, in a storm weight";

    /** The adverbs that faults share. */
    static String terms() {
        return TERMS;
    }

    /** The faults of this version. */
    static List<FaultWords> all() {
        return List.of(
                new FaultWords(
                        "lose",
                        "Loses a share of the frames.",
                        "{ lose: 5 %, on: client <-> files, of: tcp-data }"),
                new FaultWords(
                        "duplicate",
                        "Delivers a share of the frames twice.",
                        "{ duplicate: 2 %, on: client -> files }"),
                new FaultWords(
                        "reorder",
                        "Holds a share of the frames back, so that later ones overtake them.",
                        "{ reorder: 3 %, on: client <-> files, by: 1 ms..5 ms }"),
                new FaultWords(
                        "corrupt",
                        "Damages a share of the frames: the adapter drops them, or with leaving"
                                + " TCP does, or nobody.",
                        "{ corrupt: 1 %, on: client -> files, of: tcp-data, leaving: checksums }"),
                new FaultWords(
                        "flap",
                        "Cuts a link again and again.",
                        "{ flap: client <-> files, every: 200 ms, down-for: 20..50 ms, for: 2 s }"),
                new FaultWords(
                        "slow",
                        "Lets frames be under way longer, or enter a link at a lower bandwidth.",
                        "{ slow: client <-> files, by: 50 ms, to: 1 Mbit/s, at: 1 s, for: 5 s,"
                                + " may-miss: true }"),
                new FaultWords(
                        "pause",
                        "Lets the processors and the clock of a machine stand still, then go on.",
                        "{ pause: files, at: 1 s, for: 5 s, may-miss: true }"),
                new FaultWords(
                        "slow-down",
                        "Lets the processors of a machine need a time for each message.",
                        "{ slow-down: files, by: 0..2 ms, at: 1 s, for: 5 s, may-miss: true }"),
                new FaultWords(
                        "cut",
                        "Carries no frame at all, in one direction or both.",
                        "{ cut: client -> files, at: 1 s, for: 500 ms, may-miss: true }"),
                new FaultWords(
                        "fail",
                        "Lets a routine fail with a documented status, without doing anything.",
                        "{ fail: WskSend, with-status: STATUS_INSUFFICIENT_RESOURCES, on: client,"
                                + " chance: 1 % }"),
                new FaultWords(
                        "delay",
                        "Holds a call, or a completion, back.",
                        "{ delay: WskReceive, by: 0..50 ms, on: client, chance: 5 % }"),
                new FaultWords(
                        "pend",
                        "Lets a routine pend where it could have ended at once.",
                        "{ pend: WskSend, on: client, nth: 2, may-miss: true }"),
                new FaultWords(
                        "cancel",
                        "Cancels the operation while it is pending.",
                        "{ cancel: WskReceive, on: client, nth: 3, may-miss: true }"),
                new FaultWords(
                        "complete-early",
                        "Ends an operation with a failure before the call that begins it has"
                                + " returned STATUS_PENDING.",
                        "{ complete-early: WskReceive, with-status: STATUS_CANCELLED, on: client,"
                                + " chance: 5 % }"),
                new FaultWords(
                        "complete-twice",
                        "Completes the IRP of an operation a second time, which is the fault's own"
                                + " breach.",
                        "{ complete-twice: WskSend, on: client, nth: 2, may-miss: true }"),
                new FaultWords(
                        "never-complete",
                        "Keeps the IRP of an operation until somebody cancels it.",
                        "{ never-complete: WskReceive, on: client, nth: 3, may-miss: true }"),
                new FaultWords(
                        "raise",
                        "Lets a routine raise an exception that its page documents.",
                        "{ raise: MmProbeAndLockPages, with-status: STATUS_ACCESS_VIOLATION, on:"
                                + " client, chance: 1 % }"),
                new FaultWords(
                        "exhaust",
                        "Leaves nothing of a resource (nonpaged-pool, paged-pool, handles, ports,"
                                + " queue), so that whoever asks for it fails as documented.",
                        "{ exhaust: nonpaged-pool, on: client, during: 1..2 s, may-miss: true }"),
                new FaultWords(
                        "crash",
                        "Stops a machine for good: its power goes, or its kernel dies of a bug"
                                + " check.",
                        "{ crash: files, bug-check: 0xE2, at: 5 s, may-miss: true }"),
                new FaultWords(
                        "restart",
                        "Stops a machine and boots it again; files survive, memory does not.",
                        "{ restart: files, when: { call: LOWIO_OP_READ, nth: 3 }, down-for: 2 s }"),
                new FaultWords(
                        "skew",
                        "Sets the clock of a machine forward, or back; intervals go on, dates come"
                                + " sooner or later.",
                        "{ skew: files, by: 1 h, at: 1 s, may-miss: true }"),
                new FaultWords(
                        "stop",
                        "Lets a subsystem (wsk, rdbss) or a transport (tcp, udp) serve nobody any"
                                + " more, or unloads a driver that uses sockets, until the machine"
                                + " boots again.",
                        "{ stop: wsk, on: files, at: 1 s, may-miss: true }"),
                new FaultWords(
                        "end-session",
                        "Lets a server forget the sessions of its clients, or of one of them, as"
                                + " NetSessionDel does.",
                        "{ end-session: files, of: client, at: 1 s, may-miss: true }"),
                new FaultWords(
                        "force-close",
                        "Lets TCP/IP of a machine close endpoints by itself (listeners, connections,"
                                + " datagrams; of one port): their sockets are not functional any"
                                + " more.",
                        "{ force-close: files, of: listeners, port: 445, at: 1 s, may-miss: true"
                                + " }"),
                new FaultWords(
                        "each-site",
                        "Lets each call that can fail do so once, with each documented status, one"
                                + " in each run of a hunt.",
                        "{ each-site: any, on: client }"),
                new FaultWords(
                        "storm",
                        "Lets one of several faults strike again and again, by weight.",
                        "{ storm: [{ lose: 10 %, on: client <-> files, weight: 5 }, { delay:"
                                + " WskSend, by: 1 ms..5 ms, weight: 1 }], at-most: 6 }"));
    }
}
