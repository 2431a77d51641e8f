package dev.irpflow.network;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.FrameDamage;

/** A frame with a wrong bit in it. */
final class Damaged {
    private static final int BITS = 8;

    private Damaged() {}

    /** The frame as it arrives after this. */
    static Frame frame(Frame frame, FrameFaults.Fate.Corrupt corrupt) {
        return switch (corrupt.leaving()) {
            case NOTHING ->
                    frame.toBuilder().setDamage(FrameDamage.FRAME_DAMAGE_ON_THE_WIRE).build();
            case FRAME_CHECK ->
                    frame.toBuilder().setDamage(FrameDamage.FRAME_DAMAGE_IN_A_SWITCH).build();
            case CHECKSUMS -> flipped(frame, corrupt.draw());
        };
    }

    // One bit of the data is another, and nothing but the reader of the data can tell.
    private static Frame flipped(Frame frame, long draw) {
        byte[] data = Payload.data(frame).toByteArray();
        if (data.length == 0) {
            return frame;
        }
        int bit = (int) Long.remainderUnsigned(draw, (long) data.length * BITS);
        data[bit / BITS] ^= (byte) (1 << bit % BITS);
        return Payload.with(frame, ByteString.copyFrom(data));
    }
}
