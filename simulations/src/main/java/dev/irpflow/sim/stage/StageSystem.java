package dev.irpflow.sim.stage;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The one ActorSystem of a simulation process: a fresh one costs hundreds of runs. It is confined
 * to the thread that made it.
 *
 * <p>Pekko draws the ids of actors from the random source of the thread, and nothing here follows
 * them: only the order in which an actor is told that several others have ended does, and no actor
 * watches another. Children stop in the order of their names.
 */
public final class StageSystem implements AutoCloseable {
    private record Spawn<T>(String name, Behavior<T> behavior, List<ActorRef<T>> into) {
        void on(org.apache.pekko.actor.typed.javadsl.ActorContext<Object> context) {
            into.add(context.spawn(behavior, name));
        }
    }

    private final StageExecutor executor = new StageExecutor();
    private final ActorSystem<Object> system;
    private final MachineActors actors = new MachineActors(this);
    private long spawned;

    /** Starts it. */
    public StageSystem() {
        Config config = ConfigFactory.load("simulation-stage");
        this.system = executor.startUp(() -> ActorSystem.create(guardian(), "simulation", config));
        executor.runUntilIdle();
    }

    /** Makes an actor and runs it until idle. */
    public <T> ActorRef<T> spawn(String name, Behavior<T> behavior) {
        List<ActorRef<T>> into = new ArrayList<>(1);
        system.tell(new Spawn<>(name + "-" + ++spawned, behavior, into));
        executor.runUntilIdle();
        return into.get(0);
    }

    /** The actors of machines, those that rest included. */
    MachineActors actors() {
        return actors;
    }

    /** Runs every actor that has a message, until none has. */
    public void runUntilIdle() {
        executor.runUntilIdle();
    }

    @Override
    public void close() {
        system.terminate();
        executor.runUntilIdle();
    }

    private static Behavior<Object> guardian() {
        return Behaviors.setup(context ->
                Behaviors.receiveMessage(message -> {
                    if (message instanceof Spawn<?> spawn) {
                        spawn.on(context);
                    }
                    return Behaviors.same();
                }));
    }
}
