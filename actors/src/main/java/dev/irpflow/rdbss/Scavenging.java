package dev.irpflow.rdbss;

import dev.irpflow.kernel.ComponentTimer;
import dev.irpflow.kernel.Sink;

/**
 * The scavenger: some time after the last use it closes files whose close was put off, and
 * finalises servers, shares and views that nobody uses. Idle until the first is marked, it then
 * sets a one-shot timer. Page: windows-driver-docs-pr/ifs/purging-and-scavenging-control.md.
 */
final class Scavenging {
    private final Rdbss rdbss;

    Scavenging(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /**
     * One reference less to a structure of the NetName table; if only the table's is left it is
     * marked for the scavenger.
     */
    void dereference(NamedStructure structure, Sink sink) {
        if (structure.dereference() == 1) {
            wake(structure.minirdr(), rdbss.settings().scavengerNs(), sink);
        }
    }

    /** Puts off the close of a file. */
    void delay(Fobx fobx, Sink sink) {
        fobx.srvOpen().delayClose(true);
        long wait = rdbss.settings().delayedCloseNs();
        fobx.fcb().minirdr().delayed().add(fobx, sink.now() + wait);
        wake(fobx.fcb().minirdr(), wait, sink);
    }

    /** Closes what is due; then goes on. */
    void closeDue(RxContext rx, Step then, Sink sink) {
        rdbss.closing().closeNext(rx, rx.minirdr().delayed().due(sink.now()), then, sink);
    }

    /** The scavenger has run: it sleeps until the next close is due, if there is one. */
    void again(Minirdr minirdr, Sink sink) {
        if (!minirdr.delayed().isEmpty()) {
            wake(minirdr, Math.max(0, minirdr.delayed().nextDue() - sink.now()), sink);
        }
    }

    /** The mini-redirector is going: what is left is done elsewhere. */
    void stop(Minirdr minirdr) {
        ComponentTimer timer = minirdr.scavenger();
        if (timer != null) {
            timer.disarm();
        }
    }

    private static void wake(Minirdr minirdr, long afterNs, Sink sink) {
        ComponentTimer timer = minirdr.scavenger();
        if (timer == null) {
            timer = sink.timer("rdbss-scavenger", new Posting.Scavenge(minirdr));
            minirdr.scavenger(timer);
        }
        if (!timer.isArmed()) {
            timer.arm(afterNs);
        }
    }
}
