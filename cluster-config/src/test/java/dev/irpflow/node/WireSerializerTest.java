package dev.irpflow.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.protocol.node.FrameUnderWay;
import dev.irpflow.protocol.node.TraceBatch;
import dev.irpflow.protocol.node.TracedEvent;
import dev.irpflow.protocol.trace.Event;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Frames and trace events as bytes. */
final class WireSerializerTest {
    private static final FrameUnderWay FRAME =
            FrameUnderWay.newBuilder()
                    .setRun(42)
                    .setMachine("files")
                    .setEarliestInNs(1_000)
                    .setNominalInNs(2_000)
                    .setChain(-7)
                    .setFrom("client/tcpip")
                    .setCause(17)
                    .setFrame(
                            Frame.newBuilder()
                                    .setSource(0x0A000001)
                                    .setDestination(0x0A000002)
                                    .setTcp(
                                            TcpSegment.newBuilder()
                                                    .setSourcePort(49152)
                                                    .setDestinationPort(445)
                                                    .setData(ByteString.copyFromUtf8("data"))))
                    .build();
    private static final TraceBatch BATCH =
            TraceBatch.newBuilder()
                    .setRun(42)
                    .setNode(1)
                    .setCompleteUntilNs(5)
                    .addEvents(
                            TracedEvent.newBuilder()
                                    .setEvent(Event.newBuilder().setSeq(3).setRoutine("WskSend"))
                                    .setFields(ByteString.copyFromUtf8("fields")))
                    .build();

    private final WireSerializer serializer = new WireSerializer();

    @Test
    void frameArrivesAsItWasSent() throws Exception {
        assertThat(serializer.fromBinary(serializer.toBinary(FRAME), serializer.manifest(FRAME)))
                .isEqualTo(FRAME);
    }

    @Test
    void traceArrivesAsItWasSent() throws Exception {
        assertThat(serializer.fromBinary(serializer.toBinary(BATCH), serializer.manifest(BATCH)))
                .isEqualTo(BATCH);
    }

    @Test
    void frameArrivesThroughABuffer() throws Exception {
        for (ByteBuffer buffer :
                new ByteBuffer[] {ByteBuffer.allocate(1000), ByteBuffer.allocateDirect(1000)}) {
            serializer.toBinary(FRAME, buffer);
            buffer.flip();

            assertThat(buffer.remaining()).isEqualTo(FRAME.getSerializedSize());
            assertThat(serializer.fromBinary(buffer, serializer.manifest(FRAME))).isEqualTo(FRAME);
        }
    }

    @Test
    void whatStaysAtHomeIsRefused() {
        assertThatThrownBy(() -> serializer.manifest("text"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostileBytesAreRefused() {
        byte[] bytes = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 2, 3};

        assertThatThrownBy(() -> serializer.fromBinary(bytes, "F"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(ByteBuffer.wrap(bytes), "T"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(serializer.toBinary(FRAME), "X"))
                .isInstanceOf(NotSerializableException.class);
    }
}
