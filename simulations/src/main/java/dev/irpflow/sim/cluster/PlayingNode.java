package dev.irpflow.sim.cluster;

import dev.irpflow.node.Control;
import dev.irpflow.node.Letter;
import dev.irpflow.node.Mail;
import dev.irpflow.node.Node;
import dev.irpflow.node.NodeException;
import dev.irpflow.node.NodeSettings;
import dev.irpflow.protocol.node.FrameUnderWay;
import dev.irpflow.protocol.node.TraceBatch;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code irpflow node}: a process that plays machines for those that run scenarios. */
public final class PlayingNode implements AutoCloseable {
    private final Node node;

    private PlayingNode(Node node) {
        this.node = node;
    }

    /**
     * Starts it.
     *
     * @param told takes one line for each thing that its user may want to know
     * @throws Refusal if the port is taken, or nobody answers where it should join
     */
    public static PlayingNode start(NodeSettings settings, Consumer<String> told) throws Refusal {
        Player player = new Player(told);
        try {
            Node node = Node.start(settings, player);
            player.ready(node);
            return new PlayingNode(node);
        } catch (NodeException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    /** Where it is found, {@code host:port}. */
    public String address() {
        return node.address();
    }

    /** Waits until it has stopped: it was closed, or the others hold it for dead. */
    public void awaitEnd() {
        node.awaitEnd();
    }

    @Override
    public void close() {
        node.close();
    }

    /** Plays one part after another; called by the node's actor, so for one thing at a time. */
    private static final class Player implements Mail {
        private final Consumer<String> told;
        private final CountDownLatch ready = new CountDownLatch(1);
        private volatile @Nullable Node node;
        private @Nullable PartPlay play;

        Player(Consumer<String> told) {
            this.told = told;
        }

        void ready(Node started) {
            node = started;
            ready.countDown();
        }

        @Override
        public void letter(Letter letter) {
            PartPlay present = play;
            if (letter.content() instanceof Control.Play order) {
                begin(letter, order);
            } else if (present == null || present.run() != letter.run()) {
                return; // of a run that is over
            } else if (letter.content() instanceof Control.Stop) {
                end(present, "the run is over");
            } else {
                present.letter(letter.content());
            }
        }

        @Override
        public void frame(FrameUnderWay frame) {
            PartPlay present = play;
            if (present != null && present.run() == frame.getRun()) {
                present.frame(frame);
            }
        }

        @Override
        public void trace(TraceBatch batch) {
            // Traces go to those that lead.
        }

        @Override
        public void lost(String lost) {
            PartPlay present = play;
            if (present != null && present.leader().equals(lost)) {
                end(present, lost + ", which led the run, is gone");
            }
        }

        private void begin(Letter letter, Control.Play order) {
            Node here = here();
            PartPlay present = play;
            if (present != null) {
                here.send(
                        letter.from(),
                        new Letter(
                                here.address(),
                                letter.run(),
                                new Control.Unable("it plays for " + present.leader())));
                return;
            }
            try {
                Scenario scenario = SentScenario.read(order);
                var placement = new Placement(letter.from(), byMachine(order));
                var letters = new Correspondence(here, letter.run(), placement);
                PartPlay next =
                        new PartPlay(here.realTime(), letters, here.address(), scenario, order);
                play = next;
                told.accept(
                        "plays %s of %s for %s"
                                .formatted(
                                        placement.machinesOf(here.address()),
                                        order.scenario(),
                                        letter.from()));
                next.begin();
            } catch (Refusal e) {
                here.send(
                        letter.from(),
                        new Letter(
                                here.address(),
                                letter.run(),
                                new Control.Unable(String.valueOf(e.getMessage()))));
            }
        }

        private void end(PartPlay present, String why) {
            present.stop();
            play = null;
            told.accept(why);
        }

        // Mail may come while the constructor of the node is not done.
        private Node here() {
            try {
                ready.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Node here = node;
            if (here == null) {
                throw new IllegalStateException("the node stops while it starts");
            }
            return here;
        }

        private static Map<String, String> byMachine(Control.Play order) {
            Map<String, String> byMachine = new LinkedHashMap<>();
            for (int i = 0; i < order.machines().size(); i++) {
                byMachine.put(order.machines().get(i), order.nodes().get(i));
            }
            return byMachine;
        }
    }
}
