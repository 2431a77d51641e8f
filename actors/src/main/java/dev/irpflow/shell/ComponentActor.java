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
import org.jspecify.annotations.Nullable;

/**
 * Runs any component: one message of the stage is one message of this actor. Its machine's actor,
 * with which it shares a serial executor, gives it the component, and another one in the machine's
 * next life; what comes in between is for nobody.
 */
final class ComponentActor extends ExtensibleBehavior<Message> {
    private @Nullable ComponentRunner runner;

    void play(Component component, Place place) {
        runner = new ComponentRunner(component, place);
    }

    void rest() {
        runner = null;
    }

    @Override
    public Behavior<Message> receive(TypedActorContext<Message> context, Message message) {
        if (runner != null) {
            runner.process(message);
        }
        return this;
    }

    @Override
    public Behavior<Message> receiveSignal(TypedActorContext<Message> context, Signal signal) {
        return Behaviors.unhandled();
    }
}
