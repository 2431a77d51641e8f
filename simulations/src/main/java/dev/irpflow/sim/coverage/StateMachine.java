package dev.irpflow.sim.coverage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The states of objects and the ways from one to another that are legal, so that those which never
 * came about can be told. The names are those that the objects tell when they change; a way that is
 * not here, because it breaks a rule, is counted where it comes about, and never missed.
 */
final class StateMachine {
    /** The noun of IRPs. */
    static final String IRP = "irp";

    /** A way from one state to another. */
    record Transition(String from, String to) {}

    // A line with a noun, or several; then from each state the states that may follow.
    private static final String ALL =
            """
            irp
              with its maker: with a driver, completed, freed
              with a driver: cancelable, asked to be cancelled, completed
              cancelable: with a driver, asked to be cancelled
              asked to be cancelled: completed
              completed: with its maker, with a driver, asked to be cancelled, freed
            wsk-registration
              registered: captured, draining
              captured: registered, draining
              draining: gone
            wsk-socket
              created: binding, connected, closing
              binding: created, bound, listening, connecting, non-functional, closing
              bound: listening, connecting, non-functional, closing
              listening: created, bound, non-functional, closing
              connecting: bound, connected, unconnectable, non-functional, closing
              connected: aborted, silent, non-functional, closing
              unconnectable: closing
              aborted: closing
              silent: non-functional, closing
              non-functional: closing
            tcp-connection
              Inspected: SynReceived, Closed
              SynSent: SynReceived, Established, Closed
              SynReceived: Established, Closed
              Established: FinWait1, CloseWait, Silent, Closed
              FinWait1: FinWait2, Closing, Closed
              FinWait2: TimeWait, Silent, Closed
              CloseWait: LastAck, Silent, Closed
              Closing: TimeWait, Closed
              LastAck: Closed
              TimeWait: Closed
              Silent: Closed
            low-io
              PREPARED: SUBMITTED
              SUBMITTED: PENDED, COMPLETED
              PENDED: COMPLETED
            mini-redirector
              STARTABLE: STARTED
              STARTED: STOP_IN_PROGRESS
              STOP_IN_PROGRESS: STARTABLE
            srv-call, net-root, v-net-root
              IN_TRANSITION: GOOD, BAD
              GOOD: CLOSED
              BAD: CLOSED
            srv-open
              IN_TRANSITION: GOOD, BAD
            fcb
              IN_TRANSITION: GOOD, CLOSED
              GOOD: CLOSED
            fobx
              IN_TRANSITION: GOOD
            """;

    private static final Map<String, List<Transition>> BY_NOUN = read();

    private StateMachine() {}

    /**
     * The legal ways of a sort of object, in the order of its life; none of one that is unknown.
     */
    static List<Transition> of(String noun) {
        return BY_NOUN.getOrDefault(noun, List.of());
    }

    private static Map<String, List<Transition>> read() {
        Map<String, List<Transition>> all = new LinkedHashMap<>();
        List<String> nouns = List.of();
        for (String line : ALL.lines().toList()) {
            if (!line.startsWith(" ")) {
                nouns = List.of(line.split(", "));
                continue;
            }
            String[] parts = line.strip().split(": ");
            for (String to : parts[1].split(", ")) {
                for (String noun : nouns) {
                    all.computeIfAbsent(noun, name -> new ArrayList<>())
                            .add(new Transition(parts[0], to));
                }
            }
        }
        return all;
    }
}
