package dev.irpflow.sim.stage;

import dev.irpflow.machine.Assembly;
import dev.irpflow.shell.MachineActor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * The actors of machines. Those whose machine is gone rest, and play the next machine of the same
 * name and components: a short run costs less than its actors would.
 */
final class MachineActors {
    // As many as a large world has machines; what a process has met beyond that is forgotten.
    private static final int MOST_RESTING = 1_024;

    private record Cast(String machine, List<String> components) {}

    /** The actor of a machine. */
    record Playing(Cast cast, ActorRef<MachineActor.Command> actor) {}

    private final StageSystem system;
    private final Map<Cast, Deque<Playing>> resting = new LinkedHashMap<>();
    private int count;

    MachineActors(StageSystem system) {
        this.system = system;
    }

    /** Binds the places of a machine to actors. */
    Playing play(Assembly assembly) {
        Cast cast =
                new Cast(assembly.machine().name(), List.copyOf(assembly.components().keySet()));
        Deque<Playing> free = resting.get(cast);
        Playing playing = free == null ? null : free.poll();
        if (playing == null) {
            playing =
                    new Playing(
                            cast,
                            system.spawn(
                                    cast.machine(),
                                    MachineActor.of(DispatcherSelector.defaultDispatcher())));
        } else {
            count--;
        }
        playing.actor()
                .tell(
                        new MachineActor.Play(
                                assembly.machine(),
                                assembly.components(),
                                assembly.direct(),
                                () -> {}));
        system.runUntilIdle();
        return playing;
    }

    /** The machine is gone, and no message to it is under way. */
    void rest(Playing playing) {
        if (count < MOST_RESTING) {
            count++;
            resting.computeIfAbsent(playing.cast(), _ -> new ArrayDeque<>()).add(playing);
            playing.actor().tell(new MachineActor.Rest());
        } else {
            playing.actor().tell(new MachineActor.Stop());
        }
    }
}
