package dev.irpflow.protocol.fileserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

/** How messages lie in the stream, and what is refused. */
final class FramesTest {
    @Test
    void aFrameSaysItsLengthInNetworkByteOrder() {
        Request request = write(ByteString.copyFrom(new byte[300]));

        ByteString frame = Frames.frame(request);

        int length = request.getSerializedSize();
        assertThat(frame.size()).isEqualTo(Frames.HEADER + length);
        assertThat(frame.substring(0, Frames.HEADER).toByteArray())
                .containsExactly(0, 0, length >> 8, length & 0xFF);
        assertThat(Frames.length(frame)).isEqualTo(length);
    }

    @Test
    void whatIsFramedComesBack() {
        Request request = write(ByteString.copyFromUtf8("hello"));
        Response response = Response.newBuilder().setId(3).setStatus(-1073741807).build();

        assertThat(Frames.request(message(Frames.frame(request)))).isEqualTo(request);
        assertThat(Frames.response(message(Frames.frame(response)))).isEqualTo(response);
    }

    @Test
    void theLongestWriteStillFitsIntoAFrame() {
        Request request = write(ByteString.copyFrom(new byte[Frames.MAX_TRANSFER]));

        assertThat(Frames.isLegal(request.getSerializedSize())).isTrue();
    }

    @Test
    void aLengthHasNoSign() {
        ByteString header = ByteString.copyFrom(new byte[] {-1, -1, -1, -1});

        assertThat(Frames.length(header)).isEqualTo(0xFFFFFFFFL);
        assertThat(Frames.isLegal(Frames.length(header))).isFalse();
    }

    @Test
    void anEmptyMessageAndOneTooLongAreRefused() {
        assertThat(Frames.isLegal(0)).isFalse();
        assertThat(Frames.isLegal(Frames.MAX_MESSAGE)).isTrue();
        assertThat(Frames.isLegal(Frames.MAX_MESSAGE + 1L)).isFalse();
    }

    @Test
    void garbageIsNoMessage() {
        ByteString garbage = ByteString.copyFrom(new byte[] {0x0A, 0x7F, 1, 2});

        assertThat(Frames.request(garbage)).isNull();
        assertThat(Frames.response(garbage)).isNull();
    }

    private static ByteString message(ByteString frame) {
        return frame.substring(Frames.HEADER);
    }

    private static Request write(ByteString bytes) {
        return Request.newBuilder()
                .setId(Long.MAX_VALUE)
                .setWrite(Write.newBuilder().setHandle(Long.MAX_VALUE).setBytes(bytes))
                .build();
    }
}
