package dev.irpflow.shell;

import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.ComponentRunner;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * The parent of a machine's component actors: it binds each place to its actor. Actors outlive the
 * machine, since making them costs more than a short run: a machine of the same components may be
 * played next.
 */
public final class MachineActor extends AbstractBehavior<MachineActor.Command> {
    /** What a machine's actor is told. */
    public sealed interface Command permits Play, Rest, Stop {}

    /**
     * A life of a machine begins.
     *
     * @param components by name, in the order in which they start
     * @param direct names of components whose messages are plain calls, not mailbox hops: they keep
     *     kernel state and never call a driver
     * @param bound run by the actor as soon as every place is bound
     */
    public record Play(
            Machine machine, Map<String, Component> components, Set<String> direct, Runnable bound)
            implements Command {}

    /** The machine is gone: its actors keep nothing of it. */
    public record Rest() implements Command {}

    /** The actors are no longer wanted. */
    public record Stop() implements Command {}

    private record Member(ActorRef<Message> ref, ComponentActor actor) {}

    private final DispatcherSelector dispatcher;
    private final Map<String, Member> members = new LinkedHashMap<>();

    private MachineActor(ActorContext<Command> context, DispatcherSelector dispatcher) {
        super(context);
        this.dispatcher = dispatcher;
    }

    /**
     * An actor that plays machines, one after the other.
     *
     * @param dispatcher the serial executor that all of a machine's actors share
     */
    public static Behavior<Command> of(DispatcherSelector dispatcher) {
        return Behaviors.setup(context -> new MachineActor(context, dispatcher));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onAnyMessage(command ->
                        switch (command) {
                            case Play play -> play(play);
                            case Rest _ -> rest();
                            case Stop _ -> Behaviors.stopped();
                        })
                .build();
    }

    private Behavior<Command> play(Play play) {
        play.components.forEach((name, component) -> {
            Place place = play.machine.place(name);
            if (play.direct.contains(name)) {
                place.bindDirectly(new ComponentRunner(component, place));
            } else {
                Member member = members.computeIfAbsent(name, this::spawn);
                member.actor.play(component, place);
                place.bind(member.ref::tell);
            }
        });
        play.bound.run();
        return this;
    }

    private Behavior<Command> rest() {
        members.values().forEach(member -> member.actor.rest());
        return this;
    }

    private Member spawn(String component) {
        ComponentActor actor = new ComponentActor();
        return new Member(getContext().spawn(actor, component, dispatcher), actor);
    }
}
