package dev.irpflow.shell;

import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.ComponentRunner;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Place;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The parent of a machine's component actors: it binds each place to its actor. */
public final class MachineActor {
    private MachineActor() {}

    /** What a machine's actor is told. */
    public sealed interface Command permits Stop {}

    /** The machine is gone: its actors stop. */
    public record Stop() implements Command {}

    /**
     * The actor of a machine whose components are given.
     *
     * @param components by name, in the order in which they start
     * @param direct names of components whose messages are plain calls, not mailbox hops: they keep
     *     kernel state and never call a driver
     * @param dispatcher the serial executor that all of the machine's actors share
     */
    public static Behavior<Command> of(
            Machine machine,
            Map<String, Component> components,
            Set<String> direct,
            DispatcherSelector dispatcher) {
        return of(machine, components, direct, dispatcher, () -> {});
    }

    /**
     * The same, for a stage that does not run every actor until idle by itself.
     *
     * @param bound run by the actor as soon as every place is bound
     */
    public static Behavior<Command> of(
            Machine machine,
            Map<String, Component> components,
            Set<String> direct,
            DispatcherSelector dispatcher,
            Runnable bound) {
        return Behaviors.setup(context -> {
            components.forEach((name, component) -> {
                Place place = machine.place(name);
                if (direct.contains(name)) {
                    place.bindDirectly(new ComponentRunner(component, place));
                } else {
                    place.bind(spawn(context, component, place, dispatcher)::tell);
                }
            });
            bound.run();
            return Behaviors.receiveMessage(command ->
                    switch (command) {
                        case Stop stop -> Behaviors.stopped();
                    });
        });
    }

    private static ActorRef<Message> spawn(
            ActorContext<Command> context,
            Component component,
            Place place,
            DispatcherSelector dispatcher) {
        return context.spawn(new ComponentActor(component, place), place.component(), dispatcher);
    }
}
