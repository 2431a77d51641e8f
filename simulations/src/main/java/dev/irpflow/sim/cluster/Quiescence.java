package dev.irpflow.sim.cluster;

import dev.irpflow.node.Control;
import dev.irpflow.node.RealTimeStage;
import dev.irpflow.node.RealTimeSystem;
import java.util.function.LongConsumer;

/**
 * Finds out whether a run is stuck although it has several processes: every one is quiet, and all
 * that was sent has been received, in two rounds of questions one after the other. Confined to the
 * leader's serial executor.
 */
final class Quiescence {
    private static final long PAUSE_NS = 50_000_000;
    // A letter that the network has lost is never received: after so many equal rounds it counts as
    // lost.
    private static final int ROUNDS_WITHOUT_NEWS = 100;

    private final RealTimeSystem system;
    private final RealTimeStage stage;
    private final Correspondence letters;
    private final LongConsumer stuck;
    private boolean asking;
    private long round;
    private int answers;
    private boolean allQuiet;
    private long sent;
    private long received;
    private long lastSent = -1;
    private long lastReceived = -1;
    private int equalRounds;

    /**
     * Asks nobody yet.
     *
     * @param stuck is told how many messages were lost, usually none
     */
    Quiescence(
            RealTimeSystem system,
            RealTimeStage stage,
            Correspondence letters,
            LongConsumer stuck) {
        this.system = system;
        this.stage = stage;
        this.letters = letters;
        this.stuck = stuck;
    }

    /** This process has become quiet: asks the others, unless it does already. */
    void begin() {
        if (!asking) {
            asking = true;
            equalRounds = 0;
            ask();
        }
    }

    /** A process has answered. */
    void answered(Control.Answer answer) {
        if (!asking || answer.round() != round) {
            return;
        }
        answers++;
        allQuiet &= answer.quiet();
        sent += answer.sent();
        received += answer.received();
        if (answers == letters.placement().others().size()) {
            judge();
        }
    }

    private void ask() {
        round++;
        answers = 0;
        allQuiet = true;
        sent = 0;
        received = 0;
        for (String other : letters.placement().others()) {
            letters.sendUncounted(other, new Control.Probe(round));
        }
    }

    private void judge() {
        sent += letters.sent();
        received += letters.received();
        boolean news = sent != lastSent || received != lastReceived;
        lastSent = sent;
        lastReceived = received;
        if (!stage.isQuiet()) {
            asking = false; // asked again when it becomes quiet the next time
            return;
        }
        equalRounds = news || !allQuiet ? 0 : equalRounds + 1;
        boolean nothingUnderWay = sent == received || equalRounds > ROUNDS_WITHOUT_NEWS;
        if (equalRounds > 0 && nothingUnderWay) {
            asking = false;
            stuck.accept(sent - received);
            return;
        }
        system.wake(
                PAUSE_NS,
                () ->
                        stage.post(() -> {
                            if (stage.isQuiet()) {
                                ask();
                            } else {
                                asking = false;
                            }
                        }));
    }
}
