package dev.irpflow.sim.rule;

import dev.irpflow.io.IoChoice;
import dev.irpflow.ke.dispatcher.DispatcherChoice;
import dev.irpflow.ke.lock.LockChoice;
import dev.irpflow.kernel.KernelChoice;
import dev.irpflow.kernel.choice.Choice;
import dev.irpflow.wsk.WskChoice;
import dev.irpflow.wsk.WskStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every point that the documentation leaves open and that a scenario may say. */
public final class OpenPoints {
    private static final List<Choice> ALL = gather();

    private OpenPoints() {}

    /** All points, by subsystem. */
    public static List<Choice> all() {
        return ALL;
    }

    /** The point of this id, null if there is none. */
    public static @Nullable Choice find(String id) {
        for (Choice choice : ALL) {
            if (choice.id().equals(id)) {
                return choice;
            }
        }
        return null;
    }

    private static List<Choice> gather() {
        List<Choice> choices = new ArrayList<>();
        choices.addAll(List.of(KernelChoice.values()));
        choices.addAll(List.of(DispatcherChoice.values()));
        choices.addAll(List.of(LockChoice.values()));
        choices.addAll(List.of(IoChoice.values()));
        choices.addAll(List.of(WskChoice.values()));
        choices.addAll(List.of(WskStatus.values()));
        return List.copyOf(choices);
    }
}
