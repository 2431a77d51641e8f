package dev.irpflow.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.node.FrameUnderWay;
import dev.irpflow.protocol.node.TraceBatch;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes with real sockets in one process. */
@Timeout(60)
final class NodeTest {
    private static final long RUN = 7;

    @Test
    void aNodeIsAnsweredByItsAddressBeforeItIsKnown() throws Exception {
        Letters ofLeader = new Letters();
        Letters ofPlayer = new Letters();
        // Neither joins the other: so neither ever finds the other.
        try (Node leader = Node.start(alone(), ofLeader);
                Node player = Node.start(alone(), ofPlayer)) {
            leader.send(player.address(), new Letter(leader.address(), RUN, new Control.Stop()));
            Letter order = ofPlayer.come.take();
            player.send(order.from(), new Letter(player.address(), RUN, new Control.Stopped(3)));

            assertThat(ofLeader.come.take())
                    .isEqualTo(new Letter(player.address(), RUN, new Control.Stopped(3)));
        }
    }

    private static NodeSettings alone() {
        return new NodeSettings("127.0.0.1", 0, List.of(), "a-build");
    }

    private static final class Letters implements Mail {
        private final BlockingQueue<Letter> come = new LinkedBlockingQueue<>();

        @Override
        public void letter(Letter letter) {
            come.add(letter);
        }

        @Override
        public void frame(FrameUnderWay frame) {}

        @Override
        public void trace(TraceBatch batch) {}

        @Override
        public void lost(String node) {}
    }
}
