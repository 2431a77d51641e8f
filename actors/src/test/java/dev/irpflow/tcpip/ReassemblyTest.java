package dev.irpflow.tcpip;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.stage.Site;
import org.junit.jupiter.api.Test;

/** Early segments, held against the stream that they are pieces of. */
final class ReassemblyTest {
    private static final int START = Integer.MAX_VALUE - 100; // so that numbers wrap around
    private static final int LENGTH = 1000;

    @Test
    void piecesInAnyOrderWithAnyOverlapBecomeTheStream() {
        byte[] stream = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            stream[i] = (byte) (i * 31 + i / 256);
        }
        for (int seed = 0; seed < 300; seed++) {
            Reassembly reassembly = new Reassembly();
            boolean[] there = new boolean[LENGTH];
            for (long i = 0; i < 40; i++) {
                int from = Site.below(Site.draw(seed, 2 * i), LENGTH);
                int to = Math.min(LENGTH, from + Site.below(Site.draw(seed, 2 * i + 1), 200));
                reassembly.add(START + from, ByteString.copyFrom(stream, from, to - from));
                for (int at = from; at < to; at++) {
                    there[at] = true;
                }
            }
            int next = 0;
            while (next < LENGTH) {
                byte[] got = reassembly.take(START + next).toByteArray();
                for (int i = 0; i < got.length; i++) {
                    assertThat(got[i])
                            .as("seed %d at %d", seed, next + i)
                            .isEqualTo(stream[next + i]);
                }
                next += got.length;
                assertThat(next < LENGTH && there[next]).as("seed %d at %d", seed, next).isFalse();
                next++; // the gap is filled from elsewhere
            }
            assertThat(reassembly.isEmpty()).isTrue();
        }
    }
}
