package dev.irpflow.node;

import dev.irpflow.protocol.node.FrameUnderWay;
import dev.irpflow.protocol.node.TraceBatch;

/**
 * What a process does with what comes from other nodes; called for one thing at a time, in order.
 */
public interface Mail {
    /** A control message. */
    void letter(Letter letter);

    /** A frame for a machine of this process. */
    void frame(FrameUnderWay frame);

    /** Events of a machine that another node plays. */
    void trace(TraceBatch batch);

    /** A node has left the cluster, or does not answer any more. */
    void lost(String node);
}
