package dev.irpflow.sim.cluster;

import dev.irpflow.node.Control;
import dev.irpflow.node.RealTimeStage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * By how much the clocks of the processes of a run differ. Each is asked several times what the
 * time is there, and the quickest answer counts: it was given halfway between question and answer.
 * For the leader's serial executor.
 */
final class Clocks {
    private static final int QUESTIONS = 8;

    /** What is known of one clock; the round of the last question is negative, and counts down. */
    private static final class Asked {
        private long round;
        private long at;
        private long quickest = Long.MAX_VALUE;
        private long offset;
    }

    private final RealTimeStage stage;
    private final Correspondence letters;
    private final Map<String, Asked> byNode = new LinkedHashMap<>();

    Clocks(RealTimeStage stage, Correspondence letters) {
        this.stage = stage;
        this.letters = letters;
    }

    /** Begins to ask a process. */
    void ask(String node) {
        Asked asked = byNode.computeIfAbsent(node, name -> new Asked());
        asked.round--;
        asked.at = stage.now();
        letters.sendUncounted(node, new Control.Probe(asked.round));
    }

    /** A process has answered a question of ours: whether it was the last one. */
    boolean answered(String node, Control.Answer answer) {
        Asked asked = byNode.get(node);
        if (asked == null || answer.round() != asked.round) {
            return false;
        }
        long tookNs = stage.now() - asked.at;
        if (tookNs < asked.quickest) {
            asked.quickest = tookNs;
            asked.offset = asked.at + tookNs / 2 - answer.timeNs();
        }
        if (asked.round > -QUESTIONS) {
            ask(node);
            return false;
        }
        return true;
    }

    /** By how much the clock here is ahead, in nanoseconds. */
    long offset(String node) {
        Asked asked = byNode.get(node);
        return asked == null ? 0 : asked.offset;
    }
}
