package dev.irpflow.tcpip;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.stage.Site;
import org.junit.jupiter.api.Test;

/** The send queue held against the plain text that was put into it. */
final class SendQueueTest {
    private static final int RUNS = 500;
    private static final int STEPS = 200;

    @Test
    void everySegmentIsThePieceOfTheStreamThatItStandsFor() {
        for (int run = 0; run < RUNS; run++) {
            new Walk(run).walk();
        }
    }

    @Test
    void anEmptySendIsFinishedInItsTurn() {
        SendQueue queue = new SendQueue();
        queue.append(ByteString.copyFromUtf8("one"));
        queue.append(ByteString.EMPTY);

        assertThat(queue.finish()).isEqualTo(-1);
        queue.take(3);
        queue.drop(3);

        assertThat(queue.finish()).isEqualTo(3);
        assertThat(queue.finish()).isZero();
        assertThat(queue.finish()).isEqualTo(-1);
        assertThat(queue.length()).isZero();
    }

    /** A walk that a seed draws: append, take, rewind, acknowledge. */
    private static final class Walk {
        private final int seed;
        private final SendQueue queue = new SendQueue();
        private final StringBuilder stream = new StringBuilder();
        private int draws;
        private int acknowledged;
        private int taken;
        private int finished;
        private int appended;
        private int highest;

        Walk(int seed) {
            this.seed = seed;
        }

        void walk() {
            for (int step = 0; step < STEPS; step++) {
                switch (draw(5)) {
                    case 0 -> append();
                    case 1 -> take();
                    case 2 -> acknowledge();
                    case 3 -> look();
                    default -> {
                        if (draw(4) == 0) {
                            queue.rewind();
                            taken = acknowledged;
                        }
                    }
                }
                assertThat(queue.length()).isEqualTo(stream.length() - acknowledged);
                assertThat(queue.taken()).isEqualTo(taken - acknowledged);
            }
        }

        private void append() {
            String send = "abcdefghijklmnopqrstuvwxyz".substring(draw(26));
            send = draw(5) == 0 ? "" : send + stream.length();
            stream.append(send);
            queue.append(ByteString.copyFromUtf8(send));
            appended++;
        }

        private void take() {
            int octets = draw(stream.length() - taken + 1);
            assertThat(queue.take(octets).toStringUtf8())
                    .as("seed %d", seed)
                    .isEqualTo(stream.substring(taken, taken + octets));
            taken += octets;
            highest = Math.max(highest, taken);
        }

        private void acknowledge() {
            int octets = draw(highest - acknowledged + 1);
            queue.drop(octets);
            acknowledged += octets;
            taken = Math.max(taken, acknowledged);
            look();
            for (int size = queue.finish(); size >= 0; size = queue.finish()) {
                finished++;
            }
            assertThat(finished).isLessThanOrEqualTo(appended);
            assertThat(finished == appended).as("seed %d", seed).isEqualTo(isAllAcknowledged());
        }

        private boolean isAllAcknowledged() {
            return acknowledged == stream.length();
        }

        private void look() {
            int octets = draw(highest - acknowledged + 1);
            assertThat(queue.oldest(octets).toStringUtf8())
                    .as("seed %d", seed)
                    .isEqualTo(stream.substring(acknowledged, acknowledged + octets));
        }

        private int draw(int below) {
            return Site.below(Site.draw(seed, ++draws), below);
        }
    }
}
