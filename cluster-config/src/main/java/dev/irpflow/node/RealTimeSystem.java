package dev.irpflow.node;

import com.typesafe.config.ConfigFactory;
import dev.irpflow.machine.Assembly;
import dev.irpflow.shell.MachineActor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The ActorSystem of a process that plays machines in real time, as far as a stage needs it: the
 * serial executor, which is the dispatcher of the machines' actors, and a clock that wakes.
 */
public final class RealTimeSystem implements AutoCloseable {
    /** A wake-up that has not come yet. */
    @FunctionalInterface
    public interface Wake {
        /** It is no longer wanted; it may come nevertheless, if it is under way. */
        void cancel();
    }

    private static final DispatcherSelector MACHINES =
            DispatcherSelector.fromConfig("irpflow.machine-dispatcher");

    private final ActorSystem<?> system;
    private final Executor serial;
    private final AtomicLong opened = new AtomicLong();

    RealTimeSystem(ActorSystem<?> system) {
        this.system = system;
        this.serial = system.dispatchers().lookup(MACHINES)::execute;
    }

    /** Starts a system that talks to no other. */
    public static RealTimeSystem alone() {
        return new RealTimeSystem(
                ActorSystem.create(
                        Behaviors.empty(), "irpflow", ConfigFactory.load("irpflow-real-time")));
    }

    /**
     * Makes the actors of a machine.
     *
     * @param bound run on the serial executor as soon as the places of the machine are bound
     * @return stops the actors
     */
    Runnable open(Assembly machine, Runnable bound) {
        ActorRef<MachineActor.Command> actor =
                system.systemActorOf(
                        MachineActor.of(MACHINES),
                        machine.machine().name() + "-" + opened.incrementAndGet(),
                        MACHINES);
        actor.tell(
                new MachineActor.Play(
                        machine.machine(), machine.components(), machine.direct(), bound));
        return () -> actor.tell(new MachineActor.Stop());
    }

    /** Queues a task for the serial executor; may be called from any thread. */
    public void execute(Runnable task) {
        serial.execute(task);
    }

    /** Runs a task on the serial executor after a time in nanoseconds. */
    public Wake wake(long inNs, Runnable task) {
        return system.scheduler()
                        .scheduleOnce(
                                Duration.ofNanos(inNs), task, system.dispatchers().lookup(MACHINES))
                ::cancel;
    }

    @Override
    public void close() {
        system.terminate();
    }
}
