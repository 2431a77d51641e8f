package dev.irpflow.shell;

import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.ComponentRunner;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Place;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Runs any component: one message of the stage is one message of this actor. */
final class ComponentActor extends ExtensibleBehavior<Message> {
    private final ComponentRunner runner;

    ComponentActor(Component component, Place place) {
        this.runner = new ComponentRunner(component, place);
    }

    @Override
    public Behavior<Message> receive(TypedActorContext<Message> context, Message message) {
        runner.process(message);
        return this;
    }

    @Override
    public Behavior<Message> receiveSignal(TypedActorContext<Message> context, Signal signal) {
        return Behaviors.unhandled();
    }
}
