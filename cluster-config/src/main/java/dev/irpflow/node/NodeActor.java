package dev.irpflow.node;

import dev.irpflow.protocol.node.FrameUnderWay;
import dev.irpflow.protocol.node.TraceBatch;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * The one actor of a process that others talk to: it hands on what comes, and keeps track of who is
 * there.
 */
final class NodeActor {
    private static final ServiceKey<Object> KEY = ServiceKey.create(Object.class, "irpflow-node");

    // What Pekko tells, as messages of this actor's own.
    private record Listed(Receptionist.Listing listing) {}

    private record Removed(MemberRemoved event) {}

    private record Unreachable(UnreachableMember event) {}

    private NodeActor() {}

    static Behavior<Object> of(Mail mail, Peers peers) {
        Behavior<Object> behavior =
                Behaviors.setup(context -> {
                    subscribe(context);
                    return Behaviors.receiveMessage(message -> {
                        receive(context, message, mail, peers);
                        return Behaviors.same();
                    });
                });
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume());
    }

    private static void subscribe(ActorContext<Object> context) {
        ActorRef<Receptionist.Command> receptionist = context.getSystem().receptionist();
        receptionist.tell(Receptionist.register(KEY, context.getSelf()));
        receptionist.tell(
                Receptionist.subscribe(
                        KEY, context.messageAdapter(Receptionist.Listing.class, Listed::new)));
        Cluster cluster = Cluster.get(context.getSystem());
        cluster.subscriptions()
                .tell(
                        new Subscribe<>(
                                context.messageAdapter(MemberRemoved.class, Removed::new),
                                MemberRemoved.class));
        cluster.subscriptions()
                .tell(
                        new Subscribe<>(
                                context.messageAdapter(UnreachableMember.class, Unreachable::new),
                                UnreachableMember.class));
    }

    private static void receive(
            ActorContext<Object> context, Object message, Mail mail, Peers peers) {
        switch (message) {
            case FrameUnderWay frame -> mail.frame(frame);
            case Letter letter -> mail.letter(letter);
            case TraceBatch batch -> mail.trace(batch);
            case Listed(Receptionist.Listing listing) ->
                    listing.getServiceInstances(KEY).forEach(peers::found);
            case Unreachable(UnreachableMember event) -> {
                // A node that does not answer keeps others from joining; it comes back as a new
                // one.
                Cluster.get(context.getSystem()).manager().tell(new Down(event.member().address()));
                lost(event.member().address(), mail, peers);
            }
            case Removed(MemberRemoved event) -> lost(event.member().address(), mail, peers);
            default -> context.getLog().debug("a message for nobody: {}", message);
        }
    }

    private static void lost(Address address, Mail mail, Peers peers) {
        String node = Peers.text(address);
        if (peers.lost(node)) {
            mail.lost(node);
        }
    }
}
